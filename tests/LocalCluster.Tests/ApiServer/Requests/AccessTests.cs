namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>Acting as somebody else, giving away what one has not, and what a review may ask.</summary>
public sealed class AccessTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private const string Reviews = "/apis/authorization.k8s.io/v1";

    [Fact]
    public async Task Somebody_else_has_only_their_own_rights()
    {
        (await AsAsync("jane", HttpMethod.Get, RequestServer.ConfigMaps))
            .Says(403, "configmaps is forbidden: User \"jane\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"default\"");
        (await server.SendAsync(HttpMethod.Get, RequestServer.ConfigMaps, headers: [("Impersonate-User", "jane"), ("Impersonate-Group", "system:masters")])).Is(200);
        (await AsAsync("system:serviceaccount:default:robot", HttpMethod.Get, "/api")).Is(200);
    }

    [Fact]
    public async Task A_role_grants_no_more_than_its_author_has()
    {
        await GiveAsync("grantor", "sam", """{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles"],"verbs":["create"]},{"apiGroups":[""],"resources":["configmaps"],"verbs":["get","list"]}""");

        (await AsAsync("sam", HttpMethod.Post, $"{Rbac}/namespaces/default/roles", Role("all", """{"apiGroups":[""],"resources":["secrets","configmaps"],"verbs":["get","delete"]}"""))).Says(403,
            "roles.rbac.authorization.k8s.io \"all\" is forbidden: user \"sam\" (groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n"
            + "{APIGroups:[\"\"], Resources:[\"configmaps\"], Verbs:[\"delete\"]}\n{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\" \"delete\"]}");
        (await AsAsync("sam", HttpMethod.Post, $"{Rbac}/namespaces/default/roles", Role("some", """{"apiGroups":[""],"resources":["configmaps"],"verbs":["get"]}"""))).Is(201);
    }

    [Fact]
    public async Task A_binding_gives_no_role_that_its_author_has_not()
    {
        await GiveAsync("binder", "tom", """{"apiGroups":["rbac.authorization.k8s.io"],"resources":["rolebindings"],"verbs":["*"]},{"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles"],"resourceNames":["view"],"verbs":["bind"]}""");

        (await BindAsync("ClusterRole", "cluster-admin")).Says(403,
            "rolebindings.rbac.authorization.k8s.io \"given\" is forbidden: user \"tom\" (groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n"
            + "{APIGroups:[\"*\"], Resources:[\"*\"], Verbs:[\"*\"]}\n{NonResourceURLs:[\"*\"], Verbs:[\"*\"]}");
        (await BindAsync("Role", "nowhere")).Says(404, "roles.rbac.authorization.k8s.io \"nowhere\" not found");
        (await BindAsync("ClusterRole", "view")).Is(201);

        Task<Answer> BindAsync(string kind, string role) => AsAsync("tom", HttpMethod.Post, $"{Rbac}/namespaces/default/rolebindings", Binding("given", kind, role, "anybody"));
    }

    [Theory]
    [InlineData("selfsubjectaccessreviews", "{}", "SelfSubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified")]
    [InlineData("selfsubjectaccessreviews", """{"resourceAttributes":{"verb":"get"},"nonResourceAttributes":{"verb":"get","path":"/"}}""", "SelfSubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.nonResourceAttributes: Invalid value: {\"Path\":\"/\",\"Verb\":\"get\"}: cannot be specified in combination with resourceAttributes")]
    [InlineData("subjectaccessreviews", """{"resourceAttributes":{"verb":"get"}}""", "SubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.user: Invalid value: \"\": at least one of user or group must be specified")]
    [InlineData("namespaces/default/localsubjectaccessreviews", """{"user":"a","resourceAttributes":{"verb":"get","namespace":"b"}}""", "LocalSubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.resourceAttributes.namespace: Invalid value: \"b\": must match metadata.namespace")]
    public async Task A_review_asks_one_thing_of_somebody(string path, string spec, string why) =>
        (await server.PostAsync($"{Reviews}/{path}", $$"""{"spec":{{spec}}}""")).Says(422, why);

    private Task<Answer> AsAsync(string user, HttpMethod method, string path, string? body = null) =>
        server.SendAsync(method, path, body, headers: [("Impersonate-User", user)]);

    private async Task GiveAsync(string role, string user, string rules)
    {
        (await server.PostAsync($"{Rbac}/namespaces/default/roles", Role(role, rules))).Is(201);
        (await server.PostAsync($"{Rbac}/namespaces/default/rolebindings", Binding(role, "Role", role, user))).Is(201);
    }

    private static string Role(string name, string rules) => $$"""{"metadata":{"name":"{{name}}"},"rules":[{{rules}}]}""";

    private static string Binding(string name, string kind, string role, string user) =>
        """{"metadata":{"name":"NAME"},"roleRef":{"kind":"KIND","name":"ROLE"},"subjects":[{"kind":"User","name":"USER"}]}"""
            .Replace("NAME", name, StringComparison.Ordinal).Replace("KIND", kind, StringComparison.Ordinal)
            .Replace("ROLE", role, StringComparison.Ordinal).Replace("USER", user, StringComparison.Ordinal);
}
