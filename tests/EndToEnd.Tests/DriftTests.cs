using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>What others do to the children, and odd ways to ask for them: put right where it is ours, left alone where it is theirs, and never fought over.</summary>
public sealed class DriftTests(SharedPlayground shared) : IClassFixture<SharedPlayground>
{
    private Playground Playground => shared.Playground;

    [Fact]
    public async Task Owners_labels_and_specs_that_others_take_away_are_put_back()
    {
        await Playground.CreateAsync(AnApp.Named("drift"));
        await Playground.ReadyAsync("drift", 1);
        var pod = await Playground.FindPodAsync("drift-0");
        await using var traffic = await Playground.VisitAsync("drift");

        await shared.PatchAsync<StatefulSet>("drift", """{"metadata":{"ownerReferences":null}}""");
        await shared.PatchAsync<Service>("drift", """{"metadata":{"labels":null,"ownerReferences":null}}""");
        await shared.PatchAsync<Service>("drift-pods", """{"spec":{"publishNotReadyAddresses":false}}""");
        await shared.PatchAsync<PersistentVolumeClaim>("visits-drift-0", """{"metadata":{"labels":null}}""");
        await shared.PatchAsync<StatefulSet>("drift", """{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}""");

        await Eventually.Succeeds(async () =>
        {
            var set = await shared.Client.GetAsync<StatefulSet>(Playground.Key("drift"), CancellationToken.None);
            var service = await shared.Client.GetAsync<Service>(Playground.Key("drift"), CancellationToken.None);
            var claim = await shared.Client.GetAsync<PersistentVolumeClaim>(Playground.Key("visits-drift-0"), CancellationToken.None);
            Assert.Equal(("CounterApp", "RollingUpdate"), (set.Metadata.OwnerReferences?.SingleOrDefault()?.Kind, set.Spec!.UpdateStrategy!.Type));
            Assert.Equal(("CounterApp", "drift"), (service.Metadata.OwnerReferences?.SingleOrDefault()?.Kind, service.Metadata.Labels?[Labels.Instance]));
            Assert.True((await shared.Client.GetAsync<Service>(Playground.Key("drift-pods"), CancellationToken.None)).Spec!.PublishNotReadyAddresses);
            Assert.Equal("drift", claim.Metadata.Labels?.GetValueOrDefault(Labels.Instance));
        });
        await traffic.EndAsync(Promise.NoRequestFails);
        Assert.Equal(pod!.Metadata.Uid, (await Playground.FindPodAsync("drift-0"))!.Metadata.Uid);
    }

    [Fact]
    public async Task What_others_add_is_left_to_them()
    {
        await Playground.CreateAsync(AnApp.Named("shared"));
        await Playground.ReadyAsync("shared", 1);
        await shared.PatchAsync<Service>("shared", """{"metadata":{"annotations":{"example.com/seen":"yes"}},"spec":{"externalTrafficPolicy":"Local"}}""");

        await shared.PatchAppAsync("shared", """{"service":{"annotations":{"example.com/ours":"yes"}}}""");

        await Eventually.Succeeds(async () =>
        {
            var service = await shared.Client.GetAsync<Service>(Playground.Key("shared"), CancellationToken.None);
            Assert.Equal(("yes", "yes"), (service.Metadata.Annotations?.GetValueOrDefault("example.com/ours"), service.Metadata.Annotations?.GetValueOrDefault("example.com/seen")));
            Assert.Equal("Local", service.Spec!.ExternalTrafficPolicy);
        });
    }

    [Fact]
    public async Task A_service_changes_its_type_there_and_back_and_keeps_its_node_port_where_it_can()
    {
        await Playground.CreateAsync(AnApp.Named("types"));
        var first = (await Playground.ReadyAsync("types", 1)).Status!.NodePort;

        await shared.PatchAppAsync("types", """{"service":{"port":8080}}""");
        Assert.Equal(first, (await Playground.ReadyAsync("types", 1)).Status!.NodePort);
        await shared.PatchAppAsync("types", """{"service":{"type":"LoadBalancer"}}""");
        await shared.SaysAsync("types", AppPhase.Progressing, "waits for its load balancer");
        await shared.PatchAppAsync("types", """{"service":{"type":"ClusterIP"}}""");
        Assert.Null((await Playground.ReadyAsync("types", 1)).Status!.NodePort);
        await shared.PatchAppAsync("types", """{"service":{"type":"NodePort","nodePort":32666}}""");
        Assert.Equal(32666, (await Playground.ReadyAsync("types", 1)).Status!.NodePort);
        await shared.PatchAppAsync("types", """{"service":{"nodePort":null}}""");
        Assert.Equal(32666, (await Playground.ReadyAsync("types", 1)).Status!.NodePort);
        Assert.Matches(@"^1 visits? to types-0\n$", await Visitors.VisitAsync(await Playground.UrlAsync("types")));
    }

    [LocalClusterFact(Needs.Requests)]
    public async Task Amounts_in_odd_notations_sidecars_and_long_names_are_said_once_and_then_rest()
    {
        var name = new string('n', 46);
        var app = SharedPlayground.App(name, new CounterAppSpec
        {
            Image = "counterapp:1.0",
            Storage = new CounterAppStorage { Size = "10240Ki", MountPath = "/data/../counts/" },
            Resources = new CounterAppResources
            {
                Requests = new Dictionary<string, Kubernetes.Models.Quantity> { ["cpu"] = "0.05", ["memory"] = "64e6", ["ephemeral-storage"] = "0.1Gi" },
                Limits = new Dictionary<string, Kubernetes.Models.Quantity> { ["cpu"] = "1000m", ["memory"] = "131072Ki" },
            },
            Template = JsonNode.Parse("""
                {"metadata": {"labels": {"team": "blue", "app.kubernetes.io/instance": "mine"}, "annotations": {"a/b": ""}},
                 "spec": {"enableServiceLinks": false, "tolerations": [{"key": "x", "operator": "Exists", "tolerationSeconds": null}],
                  "containers": [{"name": "side", "image": "busybox:1.36", "command": ["sh", "-c", "exec sleep 3600"],
                    "resources": {"requests": {"cpu": "1e-3"}}, "ports": [{"containerPort": 9000}], "env": [{"name": "A", "value": ""}]}]}}
                """)!.AsObject(),
        });

        await Playground.CreateAsync(app);
        var ready = await Playground.ReadyAsync(name, 1);

        var writes = await shared.QuietAsync(name);
        Assert.Equal(3, Playground.Cluster.Api.Requests.All.Count(request => request.IsWrite && request.Name.StartsWith(name, StringComparison.Ordinal) && request.Resource is "services" or "statefulsets" && request.Name.StartsWith(name, StringComparison.Ordinal) && request.UserAgent.Contains("counterapp-operator", StringComparison.Ordinal)));
        await shared.PatchAsync<CounterApp>(name, """{"metadata":{"annotations":{"example.com/touched":"1"}}}""");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        Assert.Equal(writes, await shared.QuietAsync(name));
        Assert.Equal(AppPhase.Healthy, ready.Status!.Phase);
    }

    [LocalClusterFact(Needs.Requests)]
    public async Task An_overlay_that_the_server_refuses_is_told_in_its_words_and_mended()
    {
        await Playground.CreateAsync(AnApp.Named("overlay"));
        await Playground.ReadyAsync("overlay", 1);
        var pod = await Playground.FindPodAsync("overlay-0");
        await using var traffic = await Playground.VisitAsync("overlay");

        await shared.PatchAppAsync("overlay", """{"template":{"spec":{"restartPolicy":"Never"}}}""");
        await shared.SaysAsync("overlay", AppPhase.Degraded, "Unsupported value: \"Never\"");
        await shared.PatchAppAsync("overlay", """{"template":{"spec":{"restartPolicy":null,"containers":[{"name":"app","resources":{"limits":{"memory":"many"}}}]}}}""");
        await shared.SaysAsync("overlay", AppPhase.Degraded, "quantities must match the regular expression");
        await shared.PatchAppAsync("overlay", """{"template":{"spec":{"containers":null,"volumes":[{"name":"visits","emptyDir":{}}]}}}""");
        await shared.SaysAsync("overlay", AppPhase.Degraded, "spec.template.spec.volumes names visits");
        await shared.PatchAppAsync("overlay", """{"template":{"spec":{"volumes":null,"containers":[{"name":"app","$patch":"delete"},{"name":"side","image":"busybox"}]}}}""");
        await shared.SaysAsync("overlay", AppPhase.Degraded, "takes the container app away");
        Assert.InRange(await shared.QuietAsync("overlay"), 1, 40);

        await shared.PatchAppAsync("overlay", """{"template":null}""");
        await Playground.ReadyAsync("overlay", 1);
        await traffic.EndAsync(Promise.NoRequestFails);
        Assert.Equal(pod!.Metadata.Uid, (await Playground.FindPodAsync("overlay-0"))!.Metadata.Uid);
    }

    [Fact]
    public async Task A_claim_that_was_there_before_is_used_and_one_of_another_app_is_not()
    {
        await shared.Client.CreateAsync(
            new PersistentVolumeClaim
            {
                Metadata = new ObjectMeta { Name = "visits-restored-0", Namespace = Playground.Namespace },
                Spec = new PersistentVolumeClaimSpec
                {
                    AccessModes = ["ReadWriteOnce"],
                    Resources = new VolumeResourceRequirements { Requests = new Dictionary<string, Kubernetes.Models.Quantity> { ["storage"] = "5Mi" } },
                },
            },
            null,
            CancellationToken.None);
        await Playground.CreateAsync(AnApp.Named("restored"));
        await Playground.ReadyAsync("restored", 1);
        await Eventually.Succeeds(async () => Assert.Equal(
            "10Mi",
            (await shared.Client.GetAsync<PersistentVolumeClaim>(Playground.Key("visits-restored-0"), CancellationToken.None)).Spec!.Resources!.Requests!["storage"].ToString()));

        // Its claims would be named visits-x-restored-0, as those of an app x-restored are.
        await Playground.CreateAsync(AnApp.Named("x-restored"));
        await Playground.ReadyAsync("x-restored", 1);
        await Playground.CreateAsync(SharedPlayground.App("restored-too", new CounterAppSpec { Image = "counterapp:1.0", Storage = new CounterAppStorage { VolumeName = "visits" } }));
        await Playground.ReadyAsync("restored-too", 1);
        await shared.DeleteAppAsync("restored");
        await shared.GoneAsync("restored");
        await Playground.CreateAsync(SharedPlayground.App("restored", new CounterAppSpec { Image = "counterapp:1.0", Storage = new CounterAppStorage { VolumeName = "visits-x" } }));
        await shared.SaysAsync("restored", AppPhase.Degraded, "PersistentVolumeClaim visits-x-restored-0 already exists and belongs to CounterApp x-restored");
    }

    [LocalClusterFact(Needs.Requests)]
    public async Task Two_operators_at_once_do_not_fight()
    {
        await using var second = await Playground.StartOperatorAsync(["--metrics-bind-address", "0", "--health-probe-bind-address", "0"], _ => { });
        await Playground.CreateAsync(AnApp.Named("twice", replicas: 2));
        await Playground.ReadyAsync("twice", 2);
        await using var traffic = await Playground.VisitAsync("twice");
        await shared.PatchAppAsync("twice", """{"image":"counterapp:2.0","podManagementPolicy":"OrderedReady"}""");

        await Playground.ReadyAsync("twice", 2, TimeSpan.FromSeconds(60));
        await traffic.EndAsync(Promise.NoVisitIsLost);

        Assert.InRange(await shared.QuietAsync("twice"), 1, 150);
    }
}
