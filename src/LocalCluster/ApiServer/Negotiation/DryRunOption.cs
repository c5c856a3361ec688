using LocalCluster.ApiServer.Errors;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>The <c>dryRun</c> parameter of a write.</summary>
internal static class DryRunOption
{
    public static bool Read(ApiRequest request) => request.QueryAll("dryRun").Contains("All");
}
