namespace Kubernetes.Models.Meta;

/// <summary>Reads the text form of a label selector.</summary>
internal static class SelectorText
{
    /// <summary>Cuts at the commas that are not inside parentheses.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] != ',' || depth != 0) continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }

    public static SelectorRequirement Requirement(string text)
    {
        var part = text.Trim();
        if (part.Length == 0) throw new FormatException("A label selector has an empty part: remove the comma too many.");
        if (part.EndsWith(')')) return Set(part);
        if (part.Split("!=", 2) is [var unequal, var no]) return new(unequal.Trim(), "NotIn", [no.Trim()]);
        if (part.Split('=', 2) is [var equal, var yes]) return new(equal.Trim(), "In", [yes.TrimStart('=').Trim()]);
        return part[0] == '!' ? new(part[1..].Trim(), "DoesNotExist", []) : new(part, "Exists", []);
    }

    private static SelectorRequirement Set(string part)
    {
        var open = part.IndexOf('(');
        var words = open < 0 ? [] : part[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var key, "in" or "notin"]) throw new FormatException($"'{part}' is no requirement of a label selector: write 'key in (a,b)'.");
        var values = part[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        return new(key, words[1] == "in" ? "In" : "NotIn", values);
    }
}
