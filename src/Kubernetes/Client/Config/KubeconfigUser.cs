namespace Kubernetes.Client.Config;

/// <summary>The <c>user</c> of a kubeconfig: how to prove who we are.</summary>
internal static class KubeconfigUser
{
    public static Credential Credential(YamlMap user, YamlMap cluster)
    {
        if (user.Map("auth-provider") is { } provider)
            throw new ConfigException($"The {user.Place} uses the auth-provider '{provider.Text("name")}', which Kubernetes removed in 1.26: use its exec plugin instead.");
        var (file, token, name, exec) = (user.PathOf("tokenFile"), user.Text("token"), user.Text("username"), user.Map("exec"));
        if ((file ?? token) is not null && name is not null)
            throw new ConfigException($"The {user.Place} has a token and a username: keep one of them.");
        // A file of tokens wins over a token, as in client-go: the token beside it is often an old copy.
        if (file is not null) return new Credential.TokenFile(file);
        if (token is not null) return new Credential.BearerToken(token);
        if (name is not null) return new Credential.BasicLogin(name, user.Text("password") ?? "");
        return exec is null ? Config.Credential.Anonymous : new Credential.Exec(KubeconfigExec.Plugin(exec, cluster));
    }

    public static Impersonation? Impersonation(YamlMap user)
    {
        var (uid, groups, extra) = (user.Text("as-uid"), user.Texts("as-groups"), user.TextLists("as-user-extra"));
        if (user.Text("as") is { } name) return new Impersonation { User = name, Uid = uid, Groups = groups, Extra = extra };
        return uid is null && groups.Count == 0 && extra.Count == 0
            ? null
            : throw new ConfigException($"The {user.Place} impersonates without a name: write as beside as-uid, as-groups and as-user-extra.");
    }
}
