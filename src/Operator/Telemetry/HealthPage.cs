using System.Text;

namespace Operator.Telemetry;

/// <summary>
/// Answers a probe as Kubernetes' own servers do: <c>ok</c> or 500 with what is wrong; each check also at a path of its own; <c>?verbose</c>
/// lists them all, <c>?exclude=name</c> leaves one out.
/// </summary>
internal sealed class HealthPage(string name, IReadOnlyList<HealthCheck> checks)
{
    /// <summary>Null when there is no such check; <paramref name="check"/> is empty for all of them.</summary>
    public (int Status, string Text)? Answer(string check, IReadOnlyCollection<string?> exclude, bool verbose)
    {
        if (check.Length == 0) return All(exclude, verbose);
        if (checks.FirstOrDefault(one => one.Name == check) is not { } found) return null;
        return found.Trouble() is { } trouble ? (StatusCodes.Status500InternalServerError, $"{check} failed: {trouble}\n") : (StatusCodes.Status200OK, "ok");
    }

    private (int, string) All(IReadOnlyCollection<string?> exclude, bool verbose)
    {
        var text = new StringBuilder();
        var failed = false;
        foreach (var check in checks)
        {
            var trouble = exclude.Contains(check.Name) ? null : check.Trouble();
            failed |= trouble is not null;
            text.Append(trouble is not null ? $"[-]{check.Name} failed: {trouble}\n" : exclude.Contains(check.Name) ? $"[+]{check.Name} excluded: ok\n" : $"[+]{check.Name} ok\n");
        }

        foreach (var unknown in exclude.Where(word => checks.All(check => check.Name != word))) text.Append($"warn: there is no check \"{unknown}\" to exclude\n");
        text.Append($"{name} check {(failed ? "failed" : "passed")}\n");
        return failed ? (StatusCodes.Status500InternalServerError, text.ToString()) : (StatusCodes.Status200OK, verbose ? text.ToString() : "ok");
    }
}
