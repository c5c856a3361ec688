using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Operator.Api.Definitions;
using Operator.Api.Strategies;

namespace Operator.Api;

/// <summary>What a user asks for. Initial values are the API's defaults: the CRD is generated from them.</summary>
[Rule("self.progressDeadlineSeconds > self.minReadySeconds",
    "progressDeadlineSeconds must be greater than minReadySeconds: raise the deadline or lower minReadySeconds")]
public sealed record CounterAppSpec
{
    [Description("Image that every pod runs.")]
    [Required, MinLength(1), MaxLength(255)]
    [OnChange(ChangeEffect.RollsPods)]
    public string Image { get; init; } = "";

    [Description("When the node pulls the image.")]
    [AllowedValues("Always", "IfNotPresent", "Never")]
    [OnChange(ChangeEffect.RollsPods)]
    public string ImagePullPolicy { get; init; } = "IfNotPresent";

    [Description("Secrets in the same namespace that hold the credentials for pulling the image.")]
    [KeyedBy("name"), MaxLength(32)]
    [OnChange(ChangeEffect.RollsPods)]
    public IReadOnlyList<ImagePullSecret>? ImagePullSecrets { get; init; }

    [Description("How many pods run, each with a volume of its own. kubectl scale and a HorizontalPodAutoscaler write it too.")]
    [Range(0, 1000)]
    [OnChange(ChangeEffect.KeepsPods)]
    public int Replicas { get; init; } = 1;

    [Description("Port on which the app listens in its pod.")]
    [Range(1, 65535)]
    [OnChange(ChangeEffect.RollsPods)]
    public int Port { get; init; } = 5000;

    [Description("The Service that users call.")]
    [OnChange(ChangeEffect.KeepsPods)]
    public CounterAppService Service { get; init; } = new();

    [Description("The volume that each pod keeps its visits on.")]
    public CounterAppStorage Storage { get; init; } = new();

    [Description("Whether pods are created and deleted all at once (Parallel) or one after the other (OrderedReady) when the app is scaled. "
        + "A change replaces the StatefulSet and keeps its pods and claims.")]
    [AllowedValues("Parallel", "OrderedReady")]
    [OnChange(ChangeEffect.KeepsPods)]
    public string PodManagementPolicy { get; init; } = "Parallel";

    [Description("Environment variables of the app. PORT, DATA_DIR and POD_NAME are set by the operator and cannot be set here.")]
    [KeyedBy("name"), MaxLength(256)]
    [Rule("self.all(e, !(e.name in ['PORT', 'DATA_DIR', 'POD_NAME']))",
        "PORT, DATA_DIR and POD_NAME are set by the operator: use spec.port and spec.storage.mountPath instead")]
    [OnChange(ChangeEffect.RollsPods)]
    public IReadOnlyList<CounterAppEnvVar>? Env { get; init; }

    [Description("Compute resources of the app's container.")]
    [OnChange(ChangeEffect.RollsPods)]
    public CounterAppResources? Resources { get; init; }

    [Description("Seconds that a pod has to be ready before it counts as available.")]
    [Range(0, 86400)]
    [OnChange(ChangeEffect.KeepsPods)]
    public int MinReadySeconds { get; init; }

    [Description("How many old revisions are kept for going back.")]
    [Range(0, 1000)]
    [OnChange(ChangeEffect.KeepsPods)]
    public int RevisionHistoryLimit { get; init; } = 10;

    [Description("An overlay on the pod template (labels, annotations, affinity, tolerations, sidecars and so on), merged as a strategic merge "
        + "patch does: lists such as containers by name. The app's container is named app.")]
    [OnChange(ChangeEffect.RollsPods)]
    public JsonObject? Template { get; init; }

    [Description("While true nothing is changed; the status still follows. Deleting the CounterApp works all the same.")]
    [OnChange(ChangeEffect.KeepsPods)]
    public bool Paused { get; init; }

    [Description("Seconds without any progress after which a rollout counts as stuck: the Progressing condition says so.")]
    [Range(1, 86400 * 7)]
    [OnChange(ChangeEffect.KeepsPods)]
    public int ProgressDeadlineSeconds { get; init; } = 600;

    [Description("How a new revision of the pods replaces the old one.")]
    [OnChange(ChangeEffect.KeepsPods)]
    public UpdateStrategy UpdateStrategy { get; init; } = new();

    [Description("Webhooks that are told how rollouts go.")]
    [KeyedBy("name"), MaxLength(8)]
    [OnChange(ChangeEffect.KeepsPods)]
    public IReadOnlyList<CounterAppNotification>? Notifications { get; init; }
}
