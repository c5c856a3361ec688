using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Operator.Api.Definitions;

namespace Operator.Api;

/// <summary>Kind CounterApp, counterapp.io/v1alpha1: a small web app that counts its visits, one volume per pod.</summary>
[Description("A web app that counts its visits and keeps the count of each pod on a volume of its own.")]
[Rule("self.metadata.name.size() <= 46 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')", Names.Rule)]
[PrinterColumn("Ready", ".status.ready", "string", "Ready pods of all pods that are wanted.")]
[PrinterColumn("Phase", ".status.phase", "string", "Where the app stands.")]
[PrinterColumn("Strategy", ".spec.updateStrategy.type", "string", "How a new revision is rolled out.")]
[PrinterColumn("Step", ".status.rollout.step", "string", "How far the rollout has come.")]
[PrinterColumn("Visits", ".status.visits", "integer", "Visits counted on all volumes.")]
[PrinterColumn("NodePort", ".status.nodePort", "integer", "Port on every node.")]
[PrinterColumn("Age", ".metadata.creationTimestamp", "date", "Time since the CounterApp was created.")]
[PrinterColumn("Image", ".spec.image", "string", "Image that is asked for.", Wide = true)]
[PrinterColumn("Revision", ".status.updateRevision", "string", "Revision that the pods run or move to.", Wide = true)]
[PrinterColumn("Message", ".status.message", "string", "What it waits for, and what moves it.", Wide = true)]
public sealed record CounterApp : IResource<CounterApp>
{
    public static ResourceType Type { get; } = new(ApiGroup.Name, ApiGroup.Version, "CounterApp", "counterapps", true);

    public static JsonTypeInfo<CounterApp> Json { get; } = ApiJson.TypeInfo<CounterApp>();

    public static JsonTypeInfo<ResourceList<CounterApp>> ListJson { get; } = ApiJson.TypeInfo<ResourceList<CounterApp>>();

    public string? ApiVersion { get; init; } = Type.ApiVersion;

    public string? Kind { get; init; } = Type.Kind;

    public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;

    [Description("What is asked for.")]
    [Required]
    public CounterAppSpec Spec { get; init; } = new();

    [Description("What is, as the operator saw it last.")]
    public CounterAppStatus? Status { get; init; }
}
