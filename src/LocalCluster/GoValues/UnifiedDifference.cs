using System.Globalization;
using System.Text;

namespace LocalCluster.GoValues;

/// <summary>What differs between two texts, as a unified diff without a head: hunks with three lines around each change.</summary>
internal static class UnifiedDifference
{
    private const int Context = 3;

    public static string Of(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var text = new StringBuilder();
        foreach (var hunk in Hunks([.. Edits(new SequenceMatcher(before, after).Runs())]))
        {
            var (first, last) = (hunk[0], hunk[^1]);
            text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(first.From, last.To)} +{Range(first.OtherFrom, last.OtherTo)} @@\n");
            foreach (var edit in hunk)
                Append(text, edit, before, after);
        }

        return text.ToString();
    }

    private static IEnumerable<Edit> Edits(IReadOnlyList<SequenceMatcher.Run> runs)
    {
        var (i, j) = (0, 0);
        foreach (var run in runs)
        {
            if (i < run.Before || j < run.After)
                yield return new Edit(false, i, run.Before, j, run.After);
            if (run.Length > 0)
                yield return new Edit(true, run.Before, run.EndBefore, run.After, run.EndAfter);
            (i, j) = (run.EndBefore, run.EndAfter);
        }
    }

    private static List<List<Edit>> Hunks(List<Edit> edits)
    {
        List<List<Edit>> hunks = [];
        List<Edit> hunk = [];
        foreach (var (at, edit) in edits.Index())
        {
            var (isFirst, isLast) = (at == 0, at == edits.Count - 1);
            if (edit.IsSame && !isFirst && !isLast && edit.To - edit.From > 2 * Context)
            {
                hunks.Add([.. hunk, edit.Beginning(Context)]);
                hunk = [edit.End(Context)];
            }
            else
            {
                hunk.Add(edit.IsSame && isFirst ? edit.End(Context) : edit.IsSame && isLast ? edit.Beginning(Context) : edit);
            }
        }

        if (hunk.Exists(edit => !edit.IsSame))
            hunks.Add(hunk);
        return hunks;
    }

    private static void Append(StringBuilder text, Edit edit, IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        for (var i = edit.From; i < edit.To; i++)
            text.Append(edit.IsSame ? ' ' : '-').Append(before[i]).Append('\n');
        for (var j = edit.OtherFrom; !edit.IsSame && j < edit.OtherTo; j++)
            text.Append('+').Append(after[j]).Append('\n');
    }

    /// <summary>An empty range is named by the line before it.</summary>
    private static string Range(int from, int to) => (to - from) switch
    {
        1 => (from + 1).ToString(CultureInfo.InvariantCulture),
        0 => string.Create(CultureInfo.InvariantCulture, $"{from},0"),
        var length => string.Create(CultureInfo.InvariantCulture, $"{from + 1},{length}"),
    };

    /// <summary>A range of lines in both texts that is the same, or in whose stead another one has come.</summary>
    private sealed record Edit(bool IsSame, int From, int To, int OtherFrom, int OtherTo)
    {
        public Edit Beginning(int lines) => this with { To = Math.Min(To, From + lines), OtherTo = Math.Min(OtherTo, OtherFrom + lines) };

        public Edit End(int lines) => this with { From = Math.Max(From, To - lines), OtherFrom = Math.Max(OtherFrom, OtherTo - lines) };
    }
}
