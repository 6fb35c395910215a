using System.Collections.Immutable;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>The calls that register commands, with the commands as JSON: what is not known is neither read nor lost.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#endpoints</remarks>
internal sealed class CommandRoutes(BotRest rest)
{
    private const string Global = "/applications/{application_id}/commands";
    private const string OfGuild = "/applications/{application_id}/guilds/{guild_id}/commands";

    private readonly string address = $"{rest.Api.AbsoluteUri.TrimEnd('/')}/";

    /// <summary>Returns the registered commands with their localizations.</summary>
    public Task<ImmutableArray<CommandText>> ReadAsync(Snowflake application, Snowflake? guild, CancellationToken cancellationToken) =>
        rest.ReadListAsync<CommandText>(Request(HttpMethod.Get, application, guild, "?with_localizations=true"), cancellationToken);

    /// <summary>Replaces the registered commands.</summary>
    public Task ReplaceAsync(
        Snowflake application, Snowflake? guild, ImmutableArray<CommandText> commands, CancellationToken cancellationToken) =>
        rest.SendAsync(
            Request(HttpMethod.Put, application, guild, "") with { Body = new RestBodyList<CommandText>(commands) }, cancellationToken);

    private RestRequest Request(HttpMethod method, Snowflake application, Snowflake? guild, string query) => guild is { } id
        ? new RestRequest(new RestRoute(method, OfGuild), $"{address}applications/{application}/guilds/{id}/commands{query}", id.Value)
        : new RestRequest(new RestRoute(method, Global), $"{address}applications/{application}/commands{query}");
}
