using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Desired;

/// <summary>The Service that leads to the new colour before the switch. Reachable from outside where the app's own Service is, at a port that is allocated.</summary>
internal static class PreviewService
{
    public static Service For(CounterApp app, string colour)
    {
        var name = app.Metadata.Name ?? "";
        return new Service
        {
            Metadata = ChildMetadata.For(app, Names.PreviewService(name)),
            Spec = new ServiceSpec
            {
                Type = app.Spec.Service.Type == "NodePort" ? "NodePort" : "ClusterIP",
                Selector = Labels.Selector(name, Labels.ComponentOf(colour)),
                SessionAffinity = "None",
                Ports = [new ServicePort { Name = Names.Port, Protocol = "TCP", Port = app.Spec.Service.Port ?? app.Spec.Port, TargetPort = app.Spec.Port }],
            },
        };
    }
}
