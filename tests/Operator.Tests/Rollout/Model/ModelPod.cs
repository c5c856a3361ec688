using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;

namespace Operator.Tests.Rollout.Model;

/// <summary>A pod of the model: it starts, becomes ready unless its image is bad, and takes a while to go.</summary>
internal sealed class ModelPod(string set, int ordinal, string uid, string revision, string image, DateTimeOffset createdAt)
{
    public int Ordinal => ordinal;

    public string Name => $"{set}-{ordinal}";

    public string Uid => uid;

    public string Revision => revision;

    public string Image => image;

    public bool CanStart { get; } = !image.Contains("bad", StringComparison.Ordinal);

    public bool IsTerminating { get; set; }

    public DateTimeOffset? ReadySince { get; private set; }

    public bool IsReady => ReadySince is not null && !IsTerminating;

    /// <summary>Counts no more visits: it has been told to hand them over.</summary>
    public bool IsClosed { get; set; }

    public void Start(DateTimeOffset now) => ReadySince ??= CanStart ? now : null;

    public Pod ToPod() => new()
    {
        Metadata = new ObjectMeta
        {
            Name = Name,
            Namespace = "default",
            Uid = uid,
            CreationTimestamp = createdAt,
            DeletionTimestamp = IsTerminating ? createdAt : null,
            Labels = new Dictionary<string, string> { [Labels.Revision] = revision },
            OwnerReferences = [new OwnerReference { ApiVersion = "apps/v1", Kind = "StatefulSet", Name = set, Uid = $"{set}-uid", Controller = true }],
        },
        Status = new PodStatus
        {
            Phase = CanStart ? "Running" : "Pending",
            Conditions = [new PodCondition { Type = "Ready", Status = IsReady ? "True" : "False", LastTransitionTime = ReadySince ?? createdAt }],
            ContainerStatuses = CanStart ? null : [new ContainerStatus { Name = "app", State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = "ImagePullBackOff" } } }],
        },
    };
}
