using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Admission;

internal sealed class PodRules : KindRules
{
    private const long DefaultGrace = 30;

    public override bool HasGeneration => true;

    public override bool ReturnsDeletedObject => true;

    public override bool StampsLastState => true;

    /// <summary>A pod that never got to a node, or that is finished, needs no time to end.</summary>
    public override long DeletionGrace(JsonObject obj, DeleteOptions options)
    {
        if (obj.Text("spec", "nodeName") is null or "" || obj.Text("status", "phase") is "Failed" or "Succeeded")
            return 0;
        return Math.Max(0, options.GracePeriodSeconds ?? obj.Number("spec", "terminationGracePeriodSeconds") ?? DefaultGrace);
    }
}
