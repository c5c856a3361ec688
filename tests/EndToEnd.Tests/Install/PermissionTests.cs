using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster;
using LocalCluster.ApiServer.Recording;
using Operator.Api;

namespace EndToEnd.Tests.Install;

/// <summary>The operator with the token of its own ServiceAccount: its roles grant all that it asks for in an app's whole life, and nothing else.</summary>
public sealed class PermissionTests
{
    /// <summary>Asked for by an admission plugin (OwnerReferencesPermissionEnforcement) in the operator's name, never by the operator.</summary>
    private const string ForAdmission = "update counterapps/finalizers.counterapp.io";

    [LocalClusterFact(Needs.Requests)]
    public async Task Through_an_apps_whole_life_the_operator_uses_exactly_what_its_roles_grant()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        await using var installed = await InstalledOperator.StartAsync(playground);

        await LiveAsync(playground);
        await installed.MetricsAsync();
        await EndAsync(playground);

        var used = installed.Requests.Where(request => request.Resource.Length > 0 && !IsForEverybody(request)).SelectMany(Used).Distinct().ToList();
        var granted = Granted("ClusterRole", "counterapp-operator").Concat(Granted("ClusterRole", "counterapp-operator-metrics-auth")).Concat(Granted("Role", "counterapp-operator-leader-election")).Distinct().ToList();
        Assert.DoesNotContain(installed.Requests, request => request.Status == 403);
        Assert.Equal("", string.Join("; ", used.Except(granted)));
        Assert.Equal(ForAdmission, string.Join("; ", granted.Except(used)));
        // It runs outside of the cluster here, where visits are asked through the API server.
        Assert.Contains("lacks permissions: get pods/proxy; create pods/proxy. Grant", installed.Log, StringComparison.Ordinal);
    }

    [LocalClusterFact(Needs.AClusterOfItsOwn)]
    public async Task What_is_missing_is_named_at_start()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        await using var installed = await InstalledOperator.StartAsync(playground, without: manifest => manifest.Name == "counterapp-operator-leader-election" || manifest.Kind == "ClusterRole" && manifest.Name == "counterapp-operator");
        await new StrictApply(playground.Client).ApplyAsync(Weakened());

        await Eventually.Succeeds(() =>
        {
            Assert.Contains("The operator lacks permissions: ", installed.Log, StringComparison.Ordinal);
            Assert.Contains("create pods/eviction", installed.Log, StringComparison.Ordinal);
            Assert.Contains("create leases.coordination.k8s.io in counterapp-system", installed.Log, StringComparison.Ordinal);
            return Task.CompletedTask;
        });
    }

    [LocalClusterFact(Needs.AClusterOfItsOwn)]
    public async Task An_operator_whose_role_comes_late_says_so_and_starts_to_work_when_it_is_there()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        await using var installed = await InstalledOperator.StartAsync(playground, without: manifest => manifest.Kind == "ClusterRole");
        await playground.CreateAsync(AnApp.Named("web"));
        await Eventually.Succeeds(() =>
        {
            Assert.Contains("cannot list resource", installed.Log, StringComparison.Ordinal);
            return Task.CompletedTask;
        });

        foreach (var role in Kustomization.Objects("config/rbac").Where(manifest => manifest.Kind == "ClusterRole")) await new StrictApply(playground.Client).ApplyAsync(role);

        await playground.ReadyAsync("web", 1, TimeSpan.FromSeconds(60));
    }

    [LocalClusterFact(Needs.AClusterOfItsOwn)]
    public async Task Only_who_may_read_the_metrics_reads_them()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        await using var installed = await InstalledOperator.StartAsync(playground);

        Assert.Contains("controller_runtime", await installed.MetricsAsync(), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, await installed.AskAnonymouslyAsync());
    }

    [LocalClusterFact(Needs.AClusterOfItsOwn)]
    public async Task Whoever_may_view_edit_or_administer_a_namespace_may_do_so_with_its_CounterApps()
    {
        await using var playground = await Playground.StartAsync(withOperator: false);
        foreach (var manifest in Kustomization.Objects("config/rbac").Where(manifest => manifest.Kind == "ClusterRole")) await new StrictApply(playground.Client).ApplyAsync(manifest);

        foreach (var (role, label, mayCreate) in new[] { ("viewer", "view", false), ("editor", "edit", true), ("admin", "admin", true) })
        {
            var manifest = Kustomization.Objects("config/rbac").Single(found => found.Name == $"counterapp-{role}");
            Assert.Equal("true", (string?)manifest.Content["metadata"]!["labels"]![$"rbac.authorization.k8s.io/aggregate-to-{label}"]);
            Assert.Equal(mayCreate, Granted("ClusterRole", manifest.Name).Any(permission => permission is "create counterapps.counterapp.io" or "* *.counterapp.io"));
            Assert.DoesNotContain(Granted("ClusterRole", manifest.Name), permission => permission.EndsWith("counterapps/status.counterapp.io", StringComparison.Ordinal) && !permission.StartsWith("get", StringComparison.Ordinal) && !permission.StartsWith("list", StringComparison.Ordinal) && !permission.StartsWith("watch", StringComparison.Ordinal));
        }
    }

    /// <summary>Created over a claim that was there before, with a webhook to be told, rolled two at a time, grown, stuck and mended, stuck and aborted, rolled as another colour, robbed of a child.</summary>
    private static async Task LiveAsync(Playground playground)
    {
        await playground.Client.CreateAsync(
            new PersistentVolumeClaim
            {
                Metadata = new ObjectMeta { Name = "visits-web-0", Namespace = Playground.Namespace },
                Spec = new PersistentVolumeClaimSpec
                {
                    AccessModes = ["ReadWriteOnce"],
                    StorageClassName = "standard",
                    Resources = new VolumeResourceRequirements { Requests = new Dictionary<string, Kubernetes.Models.Quantity> { ["storage"] = "10Mi" } },
                },
            },
            null,
            CancellationToken.None);
        var app = AnApp.Named("web", replicas: 2);
        await playground.CreateAsync(app with { Spec = app.Spec with { Notifications = [new CounterAppNotification { Name = "team", SecretRef = new NotificationSecret { Name = "hooks", Key = "url" } }] } });
        await playground.ReadyAsync("web", 2);
        await using var traffic = await playground.VisitAsync("web");
        await PatchAsync(playground, """{"spec":{"image":"counterapp:2.0","updateStrategy":{"rollingUpdate":{"maxUnavailable":2}}}}""");
        await playground.ReadyAsync("web", 2);
        await PatchAsync(playground, """{"spec":{"storage":{"size":"20Mi"}}}""");
        await Eventually.Succeeds(async () => Assert.Equal("20Mi", (await playground.Client.GetAsync<StatefulSet>(Playground.Key("web"), CancellationToken.None)).Spec!.VolumeClaimTemplates![0].Spec!.Resources!.Requests!["storage"].ToString()));
        await playground.ReadyAsync("web", 2);
        await PatchAsync(playground, """{"spec":{"image":"no-such:1.0"}}""");
        foreach (var pod in new[] { "web-0", "web-1" }) await Eventually.Succeeds(async () => Assert.Equal("ImagePullBackOff", (await playground.FindPodAsync(pod))?.Status?.ContainerStatuses?[0].State?.Waiting?.Reason));
        await Eventually.Succeeds(async () => Assert.Equal("Degraded", (await playground.FindAppAsync("web"))!.Status!.Phase));
        await PatchAsync(playground, """{"spec":{"image":"counterapp:2.0"}}""");
        await playground.ReadyAsync("web", 2);
        await PatchAsync(playground, """{"spec":{"image":"no-such:2.0"}}""");
        await Eventually.Succeeds(async () => Assert.Equal("Degraded", (await playground.FindAppAsync("web"))!.Status!.Phase));
        await PatchAsync(playground, """{"metadata":{"annotations":{"counterapp.io/abort":"now"}}}""");
        await Eventually.Succeeds(async () => Assert.Contains("run the stable revision", (await playground.FindAppAsync("web"))!.Status!.Message, StringComparison.Ordinal));
        await PatchAsync(playground, """{"spec":{"image":"counterapp:2.0"}}""");
        await playground.ReadyAsync("web", 2);
        await PatchAsync(playground, """{"spec":{"image":"counterapp:3.0","revisionHistoryLimit":0,"updateStrategy":{"type":"BlueGreen","rollingUpdate":null,"blueGreen":{"scaleDownDelaySeconds":0}}}}""");
        await Eventually.Succeeds(async () => Assert.Null(await playground.Client.FindAsync<PersistentVolumeClaim>(Playground.Key("visits-web-1"), CancellationToken.None)));
        await playground.ReadyAsync("web", 2);
        await playground.Client.DeleteAsync<Service>(Playground.Key("web"), null, CancellationToken.None);
        await LeaveStrayServiceAsync(playground);
        await playground.ReadyAsync("web", 2);
        await traffic.EndAsync(Promise.NoVisitIsLost);
    }

    /// <summary>A Service that the app owns and nothing asks for any more: what another strategy leaves behind.</summary>
    private static async Task LeaveStrayServiceAsync(Playground playground)
    {
        var app = await playground.FindAppAsync("web");
        var stray = new Service
        {
            Metadata = new ObjectMeta
            {
                Name = "web-preview",
                Namespace = Playground.Namespace,
                Labels = new Dictionary<string, string>(Labels.For("web")),
                OwnerReferences = [new OwnerReference { ApiVersion = CounterApp.Type.ApiVersion, Kind = CounterApp.Type.Kind, Name = "web", Uid = app!.Metadata.Uid!, Controller = true }],
            },
            Spec = new ServiceSpec { Ports = [new ServicePort { Port = 80 }] },
        };
        await playground.Client.CreateAsync(stray, null, CancellationToken.None);
        await Eventually.Succeeds(async () => Assert.Null(await playground.Client.FindAsync<Service>(Playground.Key("web-preview"), CancellationToken.None)));
    }

    private static async Task EndAsync(Playground playground)
    {
        await playground.Client.DeleteAsync<CounterApp>(Playground.Key("web"), null, CancellationToken.None);
        await Eventually.Succeeds(async () => Assert.Null(await playground.Client.FindAsync<StatefulSet>(Playground.Key("web"), CancellationToken.None)));
    }

    private static Task PatchAsync(Playground playground, string patch) =>
        playground.Client.PatchAsync<CounterApp>(Playground.Key("web"), Patch.Merge(JsonNode.Parse(patch)!.AsObject()), null, CancellationToken.None);

    /// <summary>What every user of a cluster may ask about themselves.</summary>
    private static bool IsForEverybody(RecordedRequest request) => request.Resource.StartsWith("selfsubject", StringComparison.Ordinal);

    /// <summary>
    /// What a request takes: an apply that creates also needs create, and a watch that begins with the whole list falls back to a list on a
    /// server that cannot do that.
    /// </summary>
    private static IEnumerable<string> Used(RecordedRequest request)
    {
        var resource = request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}";
        yield return Spell(request.Verb, resource, request.Group);
        if (request is { Verb: "patch", Status: 201 }) yield return Spell("create", resource, request.Group);
        if (request.Verb == "watch" && request.Path.Contains("sendInitialEvents=true", StringComparison.Ordinal)) yield return Spell("list", resource, request.Group);
    }

    private static IEnumerable<string> Granted(string kind, string name) =>
        from rule in Kustomization.Objects("config/rbac").Single(manifest => manifest.Kind == kind && manifest.Name == name).Content["rules"]!.AsArray()
        from apiGroup in rule!["apiGroups"]!.AsArray()
        from resource in rule["resources"]!.AsArray()
        from verb in rule["verbs"]!.AsArray()
        select Spell((string)verb!, (string)resource!, (string)apiGroup!);

    private static string Spell(string verb, string resource, string apiGroup) => apiGroup.Length == 0 ? $"{verb} {resource}" : $"{verb} {resource}.{apiGroup}";

    /// <summary>The operator's role without evictions.</summary>
    private static Manifest Weakened()
    {
        var role = Kustomization.Objects("config/rbac").Single(manifest => manifest.Kind == "ClusterRole" && manifest.Name == "counterapp-operator");
        var content = role.Content.DeepClone().AsObject();
        var rules = content["rules"]!.AsArray();
        rules.Remove(rules.Single(rule => (string?)rule!["resources"]![0] == "pods/eviction"));
        return role with { Content = content };
    }
}
