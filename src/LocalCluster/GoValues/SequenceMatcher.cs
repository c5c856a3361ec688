namespace LocalCluster.GoValues;

/// <summary>
/// Which lines of two texts belong together, as difflib finds them: the longest common run first, then those before and after it. From
/// 200 lines on, a line that is there often does not begin a run (github.com/pmezard/go-difflib).
/// </summary>
internal sealed class SequenceMatcher(IReadOnlyList<string> before, IReadOnlyList<string> after)
{
    private const int LongText = 200;

    private readonly Dictionary<string, List<int>> _places = Places(after);

    /// <summary>The common runs in their order, then an empty one at both ends.</summary>
    public IReadOnlyList<Run> Runs()
    {
        List<Run> found = [];
        Find(0, before.Count, 0, after.Count, found);
        List<Run> runs = [];
        foreach (var run in found)
        {
            if (runs.Count > 0 && runs[^1].Touches(run))
                runs[^1] = runs[^1] with { Length = runs[^1].Length + run.Length };
            else
                runs.Add(run);
        }

        return [.. runs, new Run(before.Count, after.Count, 0)];
    }

    private static Dictionary<string, List<int>> Places(IReadOnlyList<string> lines)
    {
        var places = lines.Index().GroupBy(line => line.Item, line => line.Index, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (var (line, at) in lines.Count >= LongText ? places.ToList() : [])
        {
            if (at.Count > (lines.Count / 100) + 1)
                places.Remove(line);
        }

        return places;
    }

    private void Find(int from, int to, int otherFrom, int otherTo, List<Run> found)
    {
        while (from < to && otherFrom < otherTo)
        {
            var run = Longest(from, to, otherFrom, otherTo);
            if (run.Length == 0)
                return;
            if (from < run.Before && otherFrom < run.After)
                Find(from, run.Before, otherFrom, run.After, found);
            found.Add(run);
            (from, otherFrom) = (run.EndBefore, run.EndAfter);
        }
    }

    private Run Longest(int from, int to, int otherFrom, int otherTo)
    {
        var best = new Run(from, otherFrom, 0);
        Dictionary<int, int> lengths = [];
        for (var i = from; i < to; i++)
        {
            Dictionary<int, int> longer = [];
            foreach (var j in _places.GetValueOrDefault(before[i]) ?? [])
            {
                if (j < otherFrom)
                    continue;
                if (j >= otherTo)
                    break;
                var length = longer[j] = lengths.GetValueOrDefault(j - 1) + 1;
                if (length > best.Length)
                    best = new Run(i - length + 1, j - length + 1, length);
            }

            lengths = longer;
        }

        return Extended(best, from, to, otherFrom, otherTo);
    }

    /// <summary>Lines that may not begin a run may still be part of one.</summary>
    private Run Extended(Run run, int from, int to, int otherFrom, int otherTo)
    {
        while (run.Before > from && run.After > otherFrom && before[run.Before - 1] == after[run.After - 1])
            run = new Run(run.Before - 1, run.After - 1, run.Length + 1);
        while (run.EndBefore < to && run.EndAfter < otherTo && before[run.EndBefore] == after[run.EndAfter])
            run = run with { Length = run.Length + 1 };
        return run;
    }

    /// <summary>Lines that are the same in both texts, from these places on.</summary>
    public sealed record Run(int Before, int After, int Length)
    {
        public int EndBefore => Before + Length;

        public int EndAfter => After + Length;

        public bool Touches(Run next) => EndBefore == next.Before && EndAfter == next.After;
    }
}
