// The form of a team rule: what a person types becomes what the server takes, and back without loss.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pointsFrom, pointsText, ruleFrom, valuesOf } from "../../server/desk/web/team-rule-values.js";

const WEIHAI = [
  { first: 1, last: 1, points: "10" },
  { first: 2, last: 6, points: "5.5" },
  { first: 7, last: null, points: "1" },
];

test("points for places are written and read", () => {
  assert.equal(pointsText(WEIHAI), "1=10 2-6=5.5 7+=1");
  assert.deepEqual(pointsFrom("1=10，2-6=5.5；7+=1"), WEIHAI);
  assert.deepEqual(pointsFrom(pointsText(WEIHAI)), WEIHAI);
});

test("what is no step is left for the server to refuse", () => {
  assert.deepEqual(pointsFrom("first=10"), [{ first: 0, last: 0, points: "0" }]);
});

test("a rule comes back as it was", () => {
  const rule = {
    ...ruleFrom(valuesOf({})),
    of: "rank_points",
    best: 3,
    must_count: ["学徒", "队长"],
    points: WEIHAI,
    ties: ["ranks", "seconds"],
    own_event: "relay",
    own_weight: "0.5",
    mixed: true,
  };

  assert.deepEqual(ruleFrom(valuesOf(rule)), rule);
});

test("what is not named has its usual value", () => {
  const { best, members_min, own_event, rounding } = ruleFrom(valuesOf({ of: "place" }));

  assert.deepEqual([best, members_min, own_event, rounding], [null, 1, null, { places: 2, mode: "half_up" }]);
});
