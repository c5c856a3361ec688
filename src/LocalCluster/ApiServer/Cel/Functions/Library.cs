using LocalCluster.ApiServer.Cel.Checking;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Functions by name, as they are declared. A body gets values that fit its parameters and none that is an error.</summary>
internal sealed class Library
{
    private readonly List<(string Name, Overload Overload)> _functions = [];

    public static readonly CelType A = CelType.Parameter("A");
    public static readonly CelType B = CelType.Parameter("B");

    public IEnumerable<(string Name, Overload Overload)> Functions => _functions;

    public Library Global(string name, CelType result, CelType[] parameters, Func<object[], object> body) =>
        Add(name, isMember: false, result, parameters, body);

    public Library Member(string name, CelType result, CelType[] parameters, Func<object[], object> body) =>
        Add(name, isMember: true, result, parameters, body);

    private Library Add(string name, bool isMember, CelType result, CelType[] parameters, Func<object[], object> body)
    {
        _functions.Add((name, new Overload(isMember, result, parameters, body)));
        return this;
    }
}
