using System.Globalization;
using System.Text;

namespace Bench.Counter.Servers;

/// <summary>Ways to count that promise less than the app does.</summary>
internal static class Variants
{
    /// <summary>The app with persistence switched off: the number lives in memory.</summary>
    public const string Memory = "memory";

    /// <summary>The whole app, group commit and all, over a volume that forgets.</summary>
    public const string Forgetful = "forgetful";

    /// <summary>The obvious way: open, read, add one, write, close, with no flush; one visit at a time, as the file has one number.</summary>
    public const string Obvious = "obvious";

    /// <summary>No counting at all: what the server itself costs.</summary>
    public const string Constant = "constant";

    public static Func<long> Counting(string variant, string directory) => variant switch
    {
        Memory => InMemory(),
        Obvious => InTheObviousWay(Path.Join(directory, "visits.txt")),
        Constant => () => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, "No such variant."),
    };

    private static Func<long> InMemory()
    {
        var visits = 0L;
        return () => Interlocked.Increment(ref visits);
    }

    private static Func<long> InTheObviousWay(string file)
    {
        var gate = new Lock();
        return () =>
        {
            lock (gate)
            {
                var visits = File.Exists(file) ? long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) + 1 : 1;
                File.WriteAllText(file, visits.ToString(CultureInfo.InvariantCulture), Encoding.ASCII);
                return visits;
            }
        };
    }
}
