using System.Collections.Immutable;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>The calls that answer an interaction, with bodies that are written without intermediate objects.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints</remarks>
internal sealed class InteractionRoutes(BotRest rest)
{
    private const RestTraits OfToken = RestTraits.Unauthorized | RestTraits.Interaction;
    private const string Original = "/webhooks/{webhook_id}/{webhook_token}/messages/@original";

    private static readonly RestRoute Callback = new(
        HttpMethod.Post, "/interactions/{interaction_id}/{interaction_token}/callback", OfToken | RestTraits.NotRepeatable);

    private static readonly RestRoute FollowUp = new(
        HttpMethod.Post, "/webhooks/{webhook_id}/{webhook_token}", OfToken | RestTraits.NotRepeatable);

    private static readonly RestRoute Edit = new(HttpMethod.Patch, Original, OfToken);
    private static readonly RestRoute Delete = new(HttpMethod.Delete, Original, OfToken);

    private readonly string address = $"{rest.Api.AbsoluteUri.TrimEnd('/')}/";

    /// <summary>Sends the first answer.</summary>
    public Task AnswerAsync(
        Snowflake id, string token, CallbackBody body, ImmutableArray<RestFile> files, CancellationToken cancellationToken) =>
        rest.SendAsync(
            new RestRequest(Callback, $"{address}interactions/{id}/{token}/callback", id.Value)
            {
                TokenKey = token,
                Body = RestBody.Of(body),
                Files = files,
            },
            cancellationToken);

    /// <summary>Changes the message of the first answer.</summary>
    public Task<Message> EditAsync(
        Snowflake applicationId, string token, InteractionMessage message, CancellationToken cancellationToken) =>
        rest.ReadAsync<Message>(Request(Edit, applicationId, token, "/messages/@original", message), cancellationToken);

    /// <summary>Deletes the message of the first answer.</summary>
    public Task DeleteAsync(Snowflake applicationId, string token, CancellationToken cancellationToken) =>
        rest.SendAsync(Request(Delete, applicationId, token, "/messages/@original", message: null), cancellationToken);

    /// <summary>Sends a further message.</summary>
    public Task<Message> FollowUpAsync(
        Snowflake applicationId, string token, InteractionMessage message, CancellationToken cancellationToken) =>
        rest.ReadAsync<Message>(Request(FollowUp, applicationId, token, "?wait=true", message), cancellationToken);

    private RestRequest Request(RestRoute route, Snowflake applicationId, string token, string end, InteractionMessage? message) =>
        new(route, $"{address}webhooks/{applicationId}/{token}{end}", applicationId.Value)
        {
            TokenKey = token,
            Body = message is null ? default : RestBody.Of(new MessageBody(message, IsEdit: route == Edit)),
            Files = message?.Files ?? default,
        };
}
