using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Authorization;
using LocalCluster.ApiServer.Negotiation;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>POST of a review: questions about who somebody is and what they may do. Nothing is stored.</summary>
internal sealed class ReviewHandler(ApiState state) : IVerbHandler
{
    private readonly AccessReviews _access = new(state.Authorizer);

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var review = await SubresourceBody.ReadAsync(request, request.Resource.Kind, cancellation);
        var answer = new JsonObject
        {
            ["kind"] = request.Resource.Kind,
            ["apiVersion"] = request.Resource.ApiVersion,
            ["metadata"] = new JsonObject(),
        };
        var spec = review["spec"]?.DeepClone() as JsonObject;
        ReviewRules.Check(request, review);
        if (request.Resource.Kind != "SelfSubjectReview")
            answer["spec"] = spec ?? [];
        answer["status"] = Status(request, spec ?? []);
        await ResponseWriter.ObjectAsync(request.Http, 201, answer, request.Form, cancellation);
    }

    private JsonObject Status(ApiRequest request, JsonObject spec) => request.Resource.Kind switch
    {
        "SelfSubjectReview" => new JsonObject { ["userInfo"] = UserInfo.Of(request.User) },
        "TokenReview" => TokenReviews.Status(state.Authenticator, spec),
        "SelfSubjectAccessReview" => _access.Status(request.User, spec),
        "SelfSubjectRulesReview" => _access.Rules(request.User, spec),
        _ => _access.Status(UserInfo.FromSpec(spec), spec),
    };
}
