using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Negotiation;

namespace LocalCluster.ApiServer.Faults;

/// <summary>
/// <c>/local-cluster/faults</c>: GET shows the active faults, POST adds those of the body (one a line), DELETE removes all, or with a
/// number one. Not a path of Kubernetes; authorized like any, so that only the administrator may. Faults do not strike here.
/// </summary>
internal sealed class FaultPaths(FaultBoard board)
{
    public const string Root = "/local-cluster/faults";

    /// <exception cref="StatusException">400 for a text that is no fault, 404 for a number that is none's.</exception>
    public async Task HandleAsync(HttpContext http, string[] rest, CancellationToken cancellation)
    {
        switch (http.Request.Method, rest)
        {
            case ("GET", []):
                await AnswerAsync(http, 200, board.Active, cancellation);
                break;
            case ("POST", []):
                await AnswerAsync(http, 201, await AddAsync(http, cancellation), cancellation);
                break;
            case ("DELETE", []):
                board.Clear();
                await AnswerAsync(http, 200, board.Active, cancellation);
                break;
            case ("DELETE", [var number]):
                Find(number).Dispose();
                await AnswerAsync(http, 200, board.Active, cancellation);
                break;
            default:
                throw Failures.MethodNotAllowed();
        }
    }

    private async Task<IReadOnlyList<ActiveFault>> AddAsync(HttpContext http, CancellationToken cancellation)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var lines = (await reader.ReadToEndAsync(cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        try
        {
            return [.. lines.Select(FaultText.Read).ToList().Select(board.Add)];
        }
        catch (FormatException e)
        {
            throw Failures.BadRequest(e.Message);
        }
    }

    private ActiveFault Find(string number) => board.Active.FirstOrDefault(active => active.Id.ToString(CultureInfo.InvariantCulture) == number)
        ?? throw new StatusException(404, StatusBody.Failure(404, "NotFound", $"no active fault has the number {number}", null));

    private static Task AnswerAsync(HttpContext http, int code, IEnumerable<ActiveFault> faults, CancellationToken cancellation) =>
        ResponseWriter.ObjectAsync(http, code, new JsonObject { ["faults"] = new JsonArray([.. faults.Select(Show)]) }, AcceptedForm.Json with { Pretty = true }, cancellation);

    private static JsonNode Show(ActiveFault active) => new JsonObject { ["number"] = active.Id, ["fault"] = active.Fault.ToString(), ["struck"] = active.Struck };
}
