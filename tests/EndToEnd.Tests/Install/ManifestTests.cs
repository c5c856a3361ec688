using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using LocalCluster;
using Operator.Api.Strategies;
using Operator.Rollout.Strategies;

namespace EndToEnd.Tests.Install;

/// <summary>What stands in <c>config</c> is what a cluster takes.</summary>
public sealed class ManifestTests
{
    private static readonly string[] Rooms = ["config/crd", "config/rbac", "config/manager", "config/samples", "config/prometheus"];

    public static TheoryData<string> AllRooms => [.. Rooms];

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void A_kustomization_names_every_file_beside_it(string room)
    {
        var beside = Directory.GetFiles(Checkout.Path(room), "*.yaml").Where(file => Path.GetFileName(file) != "kustomization.yaml");

        Assert.Equal(beside.Order(StringComparer.Ordinal), Kustomization.Resources(room).Order(StringComparer.Ordinal));
    }

    [LocalClusterFact(Needs.AClusterOfItsOwn)]
    public async Task Everything_is_accepted_under_strict_validation_again_and_again()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        var cluster = new StrictApply(playground.Client);
        var everything = Kustomization.Objects("config/default").Concat(Kustomization.Objects("config/samples")).ToList();

        foreach (var manifest in everything)
        {
            var first = await cluster.ApplyAsync(manifest);
            var second = await cluster.ApplyAsync(manifest);
            var rehearsed = await cluster.ApplyAsync(manifest, dryRun: true);

            Assert.Equal(Said(first), Said(second));
            Assert.Equal(Said(first), Said(rehearsed));
        }
    }

    [LocalClusterFact(Needs.AClusterOfItsOwn)]
    public async Task An_unknown_field_in_any_of_them_would_be_noticed()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        var cluster = new StrictApply(playground.Client);
        var kinds = Kustomization.Objects("config/default").Concat(Kustomization.Objects("config/samples")).DistinctBy(manifest => manifest.Kind).ToList();
        foreach (var manifest in kinds.Where(manifest => manifest.Kind is "Namespace" or "CustomResourceDefinition")) await cluster.ApplyAsync(manifest);

        foreach (var manifest in kinds)
        {
            var spoiled = manifest with { Content = manifest.Content.DeepClone().AsObject() };
            spoiled.Content["metadata"]!["colour"] = "blue";

            var refused = await Record.ExceptionAsync(() => cluster.ApplyAsync(spoiled, dryRun: true));

            Assert.True(refused is ApiException && refused.Message.Contains("colour", StringComparison.Ordinal), $"{manifest.Kind}: {refused?.Message}");
        }
    }

    [KubectlFact(Needs.AClusterOfItsOwn)]
    public async Task Kubectl_installs_it_from_the_folder_and_from_the_one_file()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        var kubectl = new Kubectl(playground);

        await kubectl.RunAsync("apply", "-k", Checkout.Path("config/default"));
        var again = await kubectl.RunAsync("apply", "-k", Checkout.Path("config/default"));
        var once = await kubectl.RunAsync("apply", "--server-side", "--force-conflicts", "--validate=strict", "-f", Checkout.Path("dist/install.yaml"));
        await kubectl.RunAsync("apply", "-k", Checkout.Path("config/samples"));

        // A budget's selector is of the kind that kubectl sends whenever it is asked to apply it.
        Assert.All(Lines(again).Where(line => !line.StartsWith("poddisruptionbudget", StringComparison.Ordinal)), line => Assert.EndsWith("unchanged", line, StringComparison.Ordinal));
        Assert.All(Lines(once), line => Assert.EndsWith("serverside-applied", line, StringComparison.Ordinal));
        Assert.Contains("counterapp-operator", await kubectl.RunAsync("get", "deployments,networkpolicies,poddisruptionbudgets,services", "-n", "counterapp-system"), StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task The_one_file_is_what_the_folder_says() =>
        Assert.Equal(await Kubectl.WithoutCluster.RunAsync("kustomize", Checkout.Path("config/default")), Checkout.Read("dist/install.yaml"));

    [Fact]
    public void The_one_file_holds_every_object_of_the_folder()
    {
        static IEnumerable<string> Names(IEnumerable<Manifest> manifests) => manifests.Select(manifest => $"{manifest.ApiVersion} {manifest.Kind} {manifest.Name}").Order(StringComparer.Ordinal);

        Assert.Equal(Names(Kustomization.Objects("config/default")), Names(Manifest.ReadAll(Checkout.Path("dist/install.yaml"))));
    }

    [Fact]
    public void Every_strategy_that_works_has_a_sample_and_no_other_has()
    {
        var shown = Kustomization.Objects("config/samples").Select(sample => (string?)sample.Content["spec"]!["updateStrategy"]?["type"] ?? StrategyType.RollingUpdate);

        Assert.Equal(StrategyTable.Names.Order(), shown.Distinct().Order());
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The object without what controllers write to it meanwhile.</summary>
    private static string Said(JsonObject obj)
    {
        var said = obj.DeepClone().AsObject();
        said.Remove("status");
        foreach (var field in new[] { "resourceVersion", "managedFields" }) said["metadata"]!.AsObject().Remove(field);
        // The controller of a Deployment numbers its revisions.
        if (said["metadata"]!["annotations"] is JsonObject annotations && annotations.Remove("deployment.kubernetes.io/revision") && annotations.Count == 0)
            said["metadata"]!.AsObject().Remove("annotations");
        return said.ToJsonString();
    }
}
