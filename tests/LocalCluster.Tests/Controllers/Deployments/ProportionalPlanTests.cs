using System.Globalization;
using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.Deployments;

namespace LocalCluster.Tests.Controllers.Deployments;

/// <summary>A change of the number of pods in the middle of a roll: every set gets its share.</summary>
public sealed class ProportionalPlanTests
{
    [Theory]
    [InlineData(10, 15, "8,5", "11,7")]
    [InlineData(10, 5, "8,5", "5,3")]
    [InlineData(10, 0, "8,5", "0,0")]
    [InlineData(10, 20, "10,0", "20")]
    public void Sets_share_what_is_added_or_taken_by_their_sizes(int before, int now, string sizes, string expected)
    {
        var sets = sizes.Split(',').Select((size, i) => Set($"set-{i}", int.Parse(size, CultureInfo.InvariantCulture), before)).ToList();
        var deployment = Deployment(now);

        var plan = ProportionalPlan.Decide(deployment, sets[^1], sets);

        Assert.True(ProportionalPlan.IsScaled(deployment, sets));
        Assert.Equal(expected, string.Join(',', plan.OrderBy(change => change.Set.Metadata.Name, StringComparer.Ordinal).Select(change => change.Replicas)));
    }

    [Fact]
    public void Nothing_moves_where_every_set_knows_the_number() =>
        Assert.False(ProportionalPlan.IsScaled(Deployment(10), [Set("a", 8, 10), Set("b", 5, 10)]));

    private static Deployment Deployment(int replicas) => new()
    {
        Metadata = new ObjectMeta { Name = "api" },
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            Selector = new LabelSelector(),
            Template = new PodTemplateSpec(),
            Strategy = new DeploymentStrategy { Type = "RollingUpdate", RollingUpdate = new RollingUpdateDeployment { MaxSurge = new IntOrString(3), MaxUnavailable = new IntOrString(2) } },
        },
    };

    private static ReplicaSet Set(string name, int size, int told) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Uid = name,
            Annotations = new Dictionary<string, string>
            {
                [TemplateSets.DesiredAnnotation] = told.ToString(CultureInfo.InvariantCulture),
                [TemplateSets.MaximumAnnotation] = (told + 3).ToString(CultureInfo.InvariantCulture),
            },
        },
        Spec = new ReplicaSetSpec { Replicas = size, Selector = new LabelSelector() },
    };
}
