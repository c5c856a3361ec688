using System.Globalization;

namespace LocalCluster.ApiServer.Faults;

/// <summary>Faults as text: <c>429 retry-after=2 verb=list resource=pods count=3</c>. The effect stands first. Pure.</summary>
internal static class FaultText
{
    private static readonly Dictionary<string, FaultEffect> Words = new(StringComparer.Ordinal)
    {
        ["conflict"] = new FaultEffect.Refusal(409),
        ["cut"] = new FaultEffect.Cut(CutMoment.BeforeWork),
        ["cut-after"] = new FaultEffect.Cut(CutMoment.AfterWork),
        ["cut-answer"] = new FaultEffect.Cut(CutMoment.InAnswer),
        ["cut-character"] = new FaultEffect.Cut(CutMoment.InCharacter),
        ["silence"] = new FaultEffect.Silence(),
        ["expire"] = new FaultEffect.Expiry(),
        ["stop"] = new FaultEffect.Stop(CarriesOutFirst: false),
        ["stop-after"] = new FaultEffect.Stop(CarriesOutFirst: true),
        ["compact"] = new FaultEffect.Compaction(),
        ["repeat-bookmark"] = new FaultEffect.RepeatedBookmark(),
        ["late-bookmark"] = new FaultEffect.LateBookmark(),
    };

    private static readonly Dictionary<string, string[]> VerbGroups = new(StringComparer.Ordinal)
    {
        ["read"] = ["get", "list", "watch"],
        ["write"] = [.. FaultTarget.Writes.Verbs],
    };

    private static readonly string[] Verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "post", "put"];

    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60)];

    private static string Effects => $"latency=200ms, {string.Join(", ", FaultEffect.Refusal.Statuses)}, {string.Join(", ", Words.Keys)} or outage=5s";

    /// <exception cref="FormatException">The message says what to write instead.</exception>
    public static Fault Read(string text)
    {
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw new FormatException($"a fault begins with what it does: {Effects}");
        var fault = new Fault(ReadEffect(words[0]));
        if (fault.Effect is FaultEffect.Outage or FaultEffect.Compaction) fault = fault with { Count = 1 };
        return words.Skip(1).Aggregate(fault, ReadOption);
    }

    public static string Write(Fault fault)
    {
        var (target, refusal) = (fault.Target, fault.Effect as FaultEffect.Refusal);
        var options = new (string Name, string? Value)[]
        {
            ("retry-after", Text(refusal?.RetryAfterSeconds)),
            ("history", fault.Effect is FaultEffect.Outage { LosesHistory: true } ? "lost" : null),
            ("verb", target.Verbs.Count > 0 ? string.Join(',', target.Verbs) : null),
            ("resource", target.Resource),
            ("namespace", target.Namespace),
            ("name", target.Name),
            ("user", target.User),
            ("agent", target.Agent),
            ("skip", fault.Skip > 0 ? Text(fault.Skip) : null),
            ("count", Text(fault.Count)),
        };
        return string.Join(' ', [Word(fault.Effect), .. options.Where(option => option.Value is not null).Select(option => $"{option.Name}={option.Value}")]);
    }

    private static FaultEffect ReadEffect(string word)
    {
        if (Words.TryGetValue(word, out var effect)) return effect;
        if (int.TryParse(word, CultureInfo.InvariantCulture, out var status) && FaultEffect.Refusal.Statuses.Contains(status)) return new FaultEffect.Refusal(status);
        return word.Split('=', 2) switch
        {
            ["latency", var length] => new FaultEffect.Latency(Duration("latency", length)),
            ["outage", var length] => new FaultEffect.Outage(Duration("outage", length)),
            _ => throw new FormatException($"\"{word}\" is not something a fault does: write {Effects}"),
        };
    }

    private static Fault ReadOption(Fault fault, string word)
    {
        if (word.Split('=', 2) is not [var name, { Length: > 0 } value]) throw new FormatException($"\"{word}\" is not an option: write name=value");
        return (name, fault.Effect) switch
        {
            ("retry-after", FaultEffect.Refusal { Status: 429 or 503 } refusal) => fault with { Effect = refusal with { RetryAfterSeconds = Number(name, value, least: 0) } },
            ("retry-after", _) => throw new FormatException("retry-after goes with 429 and 503"),
            ("history", FaultEffect.Outage outage) when value is "lost" or "kept" => fault with { Effect = outage with { LosesHistory = value == "lost" } },
            ("history", _) => throw new FormatException("history=lost or history=kept goes with outage"),
            ("skip", _) => fault with { Skip = Number(name, value, least: 0) },
            ("count", _) => fault with { Count = Number(name, value, least: 1) },
            _ => fault with { Target = ReadTarget(fault.Target, name, value) },
        };
    }

    private static FaultTarget ReadTarget(FaultTarget target, string name, string value) => name switch
    {
        "verb" => target with { Verbs = [.. value.Split(',').SelectMany(ReadVerb).Distinct()] },
        "resource" => target with { Resource = value },
        "namespace" => target with { Namespace = value },
        "name" => target with { Name = value },
        "user" => target with { User = value },
        "agent" => target with { Agent = value },
        _ => throw new FormatException($"a fault has no option \"{name}\": write verb, resource, namespace, name, user, agent, skip, count, retry-after or history"),
    };

    private static string[] ReadVerb(string verb)
    {
        if (VerbGroups.TryGetValue(verb, out var group)) return group;
        return Verbs.Contains(verb) ? [verb] : throw new FormatException($"\"{verb}\" is not a verb: write {string.Join(", ", Verbs)}, read or write");
    }

    private static int Number(string name, string value, int least) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
        ? number
        : throw new FormatException($"{name} is a number from {least} on, not \"{value}\"");

    private static TimeSpan Duration(string name, string text)
    {
        foreach (var (unit, seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
                return TimeSpan.FromSeconds(count * seconds);
        }

        throw new FormatException($"{name} is a time such as 200ms, 5s or 1m, not \"{text}\"");
    }

    private static string Word(FaultEffect effect) => effect switch
    {
        FaultEffect.Latency latency => $"latency={Text(latency.Delay)}",
        FaultEffect.Outage outage => $"outage={Text(outage.Length)}",
        FaultEffect.Refusal refusal => Text(refusal.Status)!,
        _ => Words.First(word => word.Value == effect).Key,
    };

    private static string Text(TimeSpan length) => $"{length.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)}ms";

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
