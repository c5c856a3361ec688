using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;
using LocalCluster.Controllers.EndpointSlices;
using LocalCluster.Tests.Controllers.Fixture;

namespace LocalCluster.Tests.Controllers.EndpointSlices;

public sealed class SlicePlannerTests
{
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_service_without_pods_has_one_empty_slice()
    {
        var slice = Assert.Single(Decide(Manifests.Service("a")).Create);

        Assert.Null(slice.Endpoints);
        Assert.Null(slice.Ports);
        Assert.Equal(("a-", "IPv4"), (slice.Metadata.GenerateName, slice.AddressType));
        Assert.Equal("a", slice.Metadata.Labels?["kubernetes.io/service-name"]);
        Assert.Equal("endpointslice-controller.k8s.io", slice.Metadata.Labels?["endpointslice.kubernetes.io/managed-by"]);
        Assert.Equal("web", slice.Metadata.Labels?["app"]);
        Assert.Equal("2026-01-01T00:00:00Z", slice.Metadata.Annotations?["endpoints.kubernetes.io/last-change-trigger-time"]);
    }

    [Fact]
    public void A_headless_service_marks_its_slices()
    {
        var slice = Assert.Single(Decide(Manifests.Service("a", """ "clusterIP": "None", """)).Create);

        Assert.Equal("", slice.Metadata.Labels?["service.kubernetes.io/headless"]);
    }

    [Fact]
    public void A_pod_is_an_endpoint_as_soon_as_it_has_an_address_and_ready_when_it_is()
    {
        var slice = Assert.Single(Decide(Manifests.Service("a"), Pod(0, ready: true), Pod(1, ready: false), Pod(2, ready: true, ip: null)).Create);

        Assert.Equal(["web-0 ready serving", "web-1"], Words(slice));
        Assert.Equal(("http", "TCP", 5000), (slice.Ports?[0].Name, slice.Ports?[0].Protocol, slice.Ports?[0].Port));
    }

    [Fact]
    public void A_terminating_pod_still_serves_but_is_not_ready()
    {
        var pod = Pod(0, ready: true);

        var slice = Assert.Single(Decide(Manifests.Service("a"), pod with { Metadata = pod.Metadata with { DeletionTimestamp = Created } }).Create);

        Assert.Equal(["web-0 serving terminating"], Words(slice));
    }

    [Fact]
    public void Addresses_of_unready_pods_are_published_as_ready_when_the_service_asks_for_it()
    {
        var slice = Assert.Single(Decide(Manifests.Service("a", """ "publishNotReadyAddresses": true, """), Pod(0, ready: false)).Create);

        Assert.Equal(["web-0 ready"], Words(slice));
    }

    [Fact]
    public void A_finished_pod_is_no_endpoint()
    {
        var pod = Pod(0, ready: false);

        var plan = Decide(Manifests.Service("a"), pod with { Status = pod.Status! with { Phase = "Succeeded" } });

        Assert.Null(Assert.Single(plan.Create).Endpoints);
    }

    [Fact]
    public void A_named_port_that_differs_between_pods_makes_a_slice_of_each()
    {
        var plan = Decide(Manifests.Service("a"), Pod(0, ready: true), Pod(1, ready: true, port: 6000));

        Assert.Equal([5000, 6000], plan.Create.Select(slice => slice.Ports![0].Port!.Value).Order());
    }

    [Fact]
    public void Only_the_service_that_a_pod_names_as_its_subdomain_gives_it_a_hostname()
    {
        var pod = Pod(0, ready: true);
        var named = pod with { Spec = pod.Spec! with { Hostname = "web-0", Subdomain = "a" } };

        Assert.Equal("web-0", Assert.Single(Decide(Manifests.Service("a"), named).Create).Endpoints![0].Hostname);
        Assert.Null(Assert.Single(Decide(Manifests.Service("b"), named).Create).Endpoints![0].Hostname);
    }

    [Fact]
    public void A_slice_keeps_its_name_and_its_endpoints_stand_by_the_age_of_their_pods()
    {
        var service = Manifests.Service("a");
        var before = Stored(Assert.Single(Decide(service, Pod(1, ready: true)).Create));

        var plan = SlicePlanner.Decide(service, [Pod(10, ready: true), Pod(0, ready: true, age: 1), Pod(1, ready: false)], [before], null);

        var slice = Assert.Single(plan.Update);
        Assert.Equal("a-xxxxx", slice.Metadata.Name);
        Assert.Equal(["web-0 ready serving", "web-1", "web-10 ready serving"], Words(slice));
        Assert.Null(slice.Metadata.Annotations);
        Assert.Empty(plan.Create);
    }

    [Fact]
    public void Nothing_is_written_when_nothing_changed()
    {
        var service = Manifests.Service("a");
        var stored = Stored(Assert.Single(Decide(service, Pod(0, ready: true)).Create));

        var plan = SlicePlanner.Decide(service, [Pod(0, ready: true)], [stored], Created.AddHours(1));

        Assert.Empty(plan.Create);
        Assert.Empty(plan.Update);
        Assert.Empty(plan.Delete);
    }

    [Fact]
    public void The_empty_slice_is_filled_and_a_filled_one_is_emptied_but_never_replaced()
    {
        var service = Manifests.Service("a");
        var empty = Stored(Assert.Single(Decide(service).Create));

        var filled = Assert.Single(SlicePlanner.Decide(service, [Pod(0, ready: true)], [empty], null).Update);
        var again = Assert.Single(SlicePlanner.Decide(service, [], [filled], null).Update);

        Assert.Equal(("a-xxxxx", "a-xxxxx"), (filled.Metadata.Name, again.Metadata.Name));
        Assert.Null(again.Endpoints);
    }

    [Fact]
    public void A_slice_holds_a_hundred_endpoints()
    {
        var plan = Decide(Manifests.Service("a"), [.. Enumerable.Range(0, 250).Select(number => Pod(number, ready: true))]);

        Assert.Equal([100, 100, 50], plan.Create.Select(slice => slice.Endpoints!.Count));
    }

    [Fact]
    public void Surplus_slices_go()
    {
        var service = Manifests.Service("a");
        var one = Stored(Assert.Single(Decide(service).Create));
        var two = one with { Metadata = one.Metadata with { Name = "a-yyyyy" } };

        Assert.Equal("a-yyyyy", Assert.Single(SlicePlanner.Decide(service, [], [one, two], null).Delete).Metadata.Name);
    }

    private static SlicePlan Decide(Service service, params Pod[] pods) => SlicePlanner.Decide(service, pods, [], Created);

    private static EndpointSlice Stored(EndpointSlice slice) =>
        slice with { Metadata = slice.Metadata with { Name = "a-xxxxx", Annotations = null, ResourceVersion = "1" } };

    private static Pod Pod(int number, bool ready, string? ip = "10.0.0.1", int port = 5000, int age = 0) => Manifests.Parse<Pod>(
        $$"""
        {
          "metadata": { "name": "web-{{number}}", "namespace": "default", "uid": "uid-{{number}}", "labels": { "app": "web" },
            "creationTimestamp": "2026-01-01T00:00:0{{5 - age}}Z" },
          "spec": { "nodeName": "node-1", "containers": [ { "name": "app", "ports": [ { "name": "http", "containerPort": {{port}} } ] } ] },
          "status": {
            "phase": "Running", "podIP": {{(ip is null ? "null" : $"\"{ip}\"")}},
            "conditions": [ { "type": "Ready", "status": "{{ready}}" } ]
          }
        }
        """);

    private static IEnumerable<string> Words(EndpointSlice slice) => slice.Endpoints!.Select(endpoint => string.Join(' ', new[]
    {
        endpoint.TargetRef?.Name,
        endpoint.Conditions?.Ready == true ? "ready" : null,
        endpoint.Conditions?.Serving == true ? "serving" : null,
        endpoint.Conditions?.Terminating == true ? "terminating" : null,
    }.OfType<string>()));
}
