using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Desired;

/// <summary>The headless Service that gives every pod of either colour a name in DNS, before it is ready, too.</summary>
internal static class PodsService
{
    public static Service For(CounterApp app)
    {
        var name = app.Metadata.Name ?? "";
        return new Service
        {
            Metadata = ChildMetadata.For(app, Names.PodsService(name)),
            Spec = new ServiceSpec
            {
                Type = "ClusterIP",
                ClusterIP = "None",
                PublishNotReadyAddresses = true,
                Selector = Labels.AllPods(name),
                SessionAffinity = "None",
                Ports = [new ServicePort { Name = Names.Port, Protocol = "TCP", Port = app.Spec.Port, TargetPort = app.Spec.Port }],
            },
        };
    }
}
