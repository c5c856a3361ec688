using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Policy;
using LocalCluster.Controllers.PodDisruptionBudgets;
using LocalCluster.Tests.Controllers.Fixture;

namespace LocalCluster.Tests.Controllers.PodDisruptionBudgets;

public sealed class BudgetRulesTests
{
    [Theory]
    [InlineData(""" "minAvailable": 2 """, 3, 2, 3, 1)]
    [InlineData(""" "minAvailable": 3 """, 3, 3, 3, 0)]
    [InlineData(""" "maxUnavailable": 1 """, 4, 3, 3, 0)]
    [InlineData(""" "maxUnavailable": 2 """, 4, 2, 3, 1)]
    [InlineData(""" "minAvailable": "50%" """, 4, 2, 3, 1)]
    [InlineData(""" "maxUnavailable": "50%" """, 4, 2, 3, 1)]
    public void A_budget_counts_ready_pods_against_what_must_stay(string rule, int expected, int desired, int healthy, int allowed)
    {
        var budget = Manifests.Parse<PodDisruptionBudget>($$"""{ "spec": { {{rule}} } }""");
        var set = Manifests.Parse<StatefulSet>("""{ "metadata": { "name": "web", "uid": "set" }, "spec": { "replicas": 4 } }""");

        Assert.Equal(new BudgetCount(expected, desired, healthy, allowed), BudgetRules.Count(budget, [Pod(0), Pod(1), Pod(2)], [set]));
    }

    private static Pod Pod(int number) => Manifests.Parse<Pod>(
        $$"""
        {
          "metadata": { "name": "web-{{number}}", "ownerReferences": [ { "kind": "StatefulSet", "uid": "set", "controller": true } ] },
          "status": { "conditions": [ { "type": "Ready", "status": "True" } ] }
        }
        """);
}
