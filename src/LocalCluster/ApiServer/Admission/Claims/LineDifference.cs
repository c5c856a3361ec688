using System.Globalization;
using System.Text;

namespace LocalCluster.ApiServer.Admission.Claims;

/// <summary>What differs between two texts, line by line.</summary>
internal static class LineDifference
{
    /// <summary>Every line with its mark: ' ' stays, '-' goes, '+' comes.</summary>
    public static IReadOnlyList<(char Mark, string Line)> Of(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var common = CommonLengths(before, after);
        List<(char, string)> lines = [];
        var (i, j) = (0, 0);
        while (i < before.Count || j < after.Count)
        {
            if (i < before.Count && j < after.Count && before[i] == after[j])
                (_, i, j) = (Add(lines, ' ', before[i]), i + 1, j + 1);
            else if (i < before.Count && (j == after.Count || common[i + 1, j] >= common[i, j + 1]))
                (_, i) = (Add(lines, '-', before[i]), i + 1);
            else
                (_, j) = (Add(lines, '+', after[j]), j + 1);
        }

        return lines;
    }

    /// <summary>Hunks with some lines around each change; empty when nothing differs.</summary>
    public static string Unified(IReadOnlyList<(char Mark, string Line)> lines, int context)
    {
        var text = new StringBuilder();
        var shown = Enumerable.Range(0, lines.Count).Where(i => Near(lines, i, context)).ToHashSet();
        var (oldAt, newAt) = (1, 1);
        for (var i = 0; i < lines.Count; i++)
        {
            if (shown.Contains(i) && !shown.Contains(i - 1))
            {
                var hunk = lines.Skip(i).TakeWhile((_, at) => shown.Contains(i + at)).ToList();
                text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(oldAt, hunk.Count(one => one.Mark != '+'))} +{Range(newAt, hunk.Count(one => one.Mark != '-'))} @@\n");
            }

            if (shown.Contains(i))
                text.Append(lines[i].Mark).Append(lines[i].Line).Append('\n');
            oldAt += lines[i].Mark == '+' ? 0 : 1;
            newAt += lines[i].Mark == '-' ? 0 : 1;
        }

        return text.ToString();
    }

    private static string Range(int start, int count) => count == 1
        ? start.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{start},{count}");

    private static bool Near(IReadOnlyList<(char Mark, string Line)> lines, int at, int context)
    {
        for (var i = Math.Max(0, at - context); i <= Math.Min(lines.Count - 1, at + context); i++)
        {
            if (lines[i].Mark != ' ')
                return true;
        }

        return false;
    }

    private static bool Add(List<(char, string)> lines, char mark, string line)
    {
        lines.Add((mark, line));
        return true;
    }

    private static int[,] CommonLengths(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var lengths = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = after.Count - 1; j >= 0; j--)
                lengths[i, j] = before[i] == after[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        return lengths;
    }
}
