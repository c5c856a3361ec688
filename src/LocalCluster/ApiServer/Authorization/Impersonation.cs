using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Errors;

namespace LocalCluster.ApiServer.Authorization;

/// <summary>Who a request is to be answered as, when its user says that it is somebody else and may do so.</summary>
internal sealed class Impersonation(Authorizer authorizer)
{
    private const string AccountPrefix = "system:serviceaccount:";
    private const string ExtraPrefix = "Impersonate-Extra-";
    private const string Authentication = "authentication.k8s.io";

    /// <exception cref="StatusException">403: the user may not; 500: there is no name to go with the rest.</exception>
    public User Resolve(IHeaderDictionary headers, User user)
    {
        var (name, uid) = (headers["Impersonate-User"].ToString(), headers["Impersonate-Uid"].ToString());
        var groups = headers["Impersonate-Group"].OfType<string>().ToList();
        var extra = ExtraOf(headers);
        if (name.Length == 0)
        {
            return groups.Count == 0 && uid.Length == 0 && extra.Count == 0 ? user : throw Failures.Unclassified(
                $"requested impersonation without impersonating a user name: {string.Join(", ", groups.Append(uid).Concat(extra.Keys).Where(one => one.Length > 0))}");
        }

        foreach (var attributes in Wanted(name, uid, groups, extra))
        {
            var decision = authorizer.Decide(user, attributes);
            if (!decision.Allowed)
                throw AccessDenied.Failure(user, attributes, decision);
        }

        return new User(name, WithDefaults(name, groups)) { Uid = uid.Length > 0 ? uid : null, Extra = extra };
    }

    private static IEnumerable<AccessAttributes> Wanted(string name, string uid, IEnumerable<string> groups, IReadOnlyDictionary<string, IReadOnlyList<string>> extra)
    {
        yield return Account(name) is [var space, var account]
            ? new AccessAttributes { Verb = "impersonate", Version = "v1", Resource = "serviceaccounts", Namespace = space, Name = account }
            : new AccessAttributes { Verb = "impersonate", Version = "v1", Resource = "users", Name = name };
        foreach (var group in groups)
            yield return new AccessAttributes { Verb = "impersonate", Version = "v1", Resource = "groups", Name = group };
        if (uid.Length > 0)
            yield return new AccessAttributes { Verb = "impersonate", Group = Authentication, Version = "v1", Resource = "uids", Name = uid };
        foreach (var (key, value) in extra.SelectMany(one => one.Value.Select(value => (one.Key, value))))
            yield return new AccessAttributes { Verb = "impersonate", Group = Authentication, Version = "v1", Resource = "userextras", Subresource = key, Name = value };
    }

    /// <summary>A key is told in the name of its header, which has no capitals that count and no slashes.</summary>
    private static Dictionary<string, IReadOnlyList<string>> ExtraOf(IHeaderDictionary headers) =>
        headers.Where(header => header.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => Uri.UnescapeDataString(header.Key[ExtraPrefix.Length..].ToLowerInvariant()), header => (IReadOnlyList<string>)[.. header.Value.OfType<string>()]);

    private static List<string> WithDefaults(string name, List<string> groups)
    {
        List<string> all = groups.Count == 0 && Account(name) is [var space, _] ? ["system:serviceaccounts", $"system:serviceaccounts:{space}"] : groups;
        var common = name == User.Anonymous.Name ? User.Anonymous.Groups[0] : User.AllAuthenticated;
        return all.Contains(User.AllAuthenticated) || all.Contains(User.Anonymous.Groups[0]) ? all : [.. all, common];
    }

    private static string[]? Account(string name) =>
        name.StartsWith(AccountPrefix, StringComparison.Ordinal) && name[AccountPrefix.Length..].Split(':') is { Length: 2 } parts ? parts : null;
}
