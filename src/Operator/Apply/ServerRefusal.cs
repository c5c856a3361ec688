using System.Net;
using Kubernetes.Client;
using Operator.Observe;

namespace Operator.Apply;

/// <summary>Tells a refusal that stands until somebody changes something from a failure that passes by itself.</summary>
internal static class ServerRefusal
{
    /// <summary>
    /// The server understood and said no. An apply that names an unknown field (golden case "unknown field is refused"), or a text that is
    /// no quantity, is answered with a 500, which is a refusal all the same.
    /// </summary>
    public static bool IsLasting(ApiException error) => error.StatusCode switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => true,
        HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType => true,
        HttpStatusCode.InternalServerError =>
            error.Message.Contains("failed to create typed patch object", StringComparison.Ordinal)
            || error.Message.Contains("failed to convert new object", StringComparison.Ordinal),
        _ => false,
    };

    public static string Reason(ApiException error) => error.Reason == "Unknown" ? error.StatusCode.ToString() : error.Reason;

    /// <summary>A refusal that stands, told to the log and to the status.</summary>
    public static ChildOutcome.Refused Outcome(ILogger logger, Observed observed, string kind, string name, ApiException error)
    {
        ApplyLog.Refused(logger, observed.Namespace, observed.Name, kind, name, Words(error));
        return new ChildOutcome.Refused(kind, name, Reason(error), Words(error));
    }

    /// <summary>The server's own words, without anything of ours around them.</summary>
    public static string Words(ApiException error) => string.IsNullOrEmpty(error.Status?.Message) ? error.Message : error.Status.Message;
}
