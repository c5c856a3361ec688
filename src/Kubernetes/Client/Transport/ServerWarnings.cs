using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Client.Transport;

/// <summary>Logs what the server warns of (deprecated versions, unknown fields), each text once.</summary>
internal sealed partial class ServerWarnings(ILogger logger)
{
    /// <summary>A server that makes up new texts for ever must not fill the memory.</summary>
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, byte> _seen = [];

    public void Read(HttpResponseMessage response)
    {
        if (response.Headers.Warning.Count == 0) return;
        foreach (var warning in response.Headers.Warning)
        {
            if (warning.Code != 299 || _seen.Count >= Most || !_seen.TryAdd(warning.Text, 0)) continue;
            Warned(logger, warning.Text.Trim('"'));
        }
    }

    [LoggerMessage(1000, LogLevel.Warning, "The API server warns: {Text}")]
    private static partial void Warned(ILogger logger, string text);
}
