using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalCluster.Node.Endpoint;

/// <summary>How a remote command ended, as the status channel tells it: a metav1.Status.</summary>
internal static class ExecStatus
{
    public static byte[] Exited(int code) => code == 0
        ? Utf8(new JsonObject { ["metadata"] = new JsonObject(), ["status"] = "Success" })
        : Utf8(new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = $"command terminated with non-zero exit code: exit status {code}",
            ["reason"] = "NonZeroExitCode",
            ["details"] = new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = code.ToString(CultureInfo.InvariantCulture) }),
            },
        });

    public static byte[] Failed(string message) => Utf8(new JsonObject
    {
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = "InternalError",
        ["code"] = 500,
    });

    private static byte[] Utf8(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
