using Operator.Apply;

namespace Operator.Status;

/// <summary>A refused child in words: the server's own, and what to do about it.</summary>
internal static class RefusalText
{
    public static string Reason(ChildOutcome.Refused refused)
    {
        if (IsAboutNodePort(refused)) return "NodePortConflict";
        return refused.Reason == "InvalidTemplate" ? refused.Reason : $"{refused.Kind}Refused";
    }

    public static string Sentence(ChildOutcome.Refused refused)
    {
        if (refused.Reason == "InvalidTemplate") return refused.Message;
        var words = $"The server refuses {refused.Kind} {refused.Name}: {refused.Message.TrimEnd('.')}.";
        return IsAboutNodePort(refused) ? $"{words} Set spec.service.nodePort to a free port, or remove it to get one allocated." : words;
    }

    private static bool IsAboutNodePort(ChildOutcome.Refused refused) =>
        refused.Kind == "Service" && refused.Message.Contains("nodePort", StringComparison.Ordinal);
}
