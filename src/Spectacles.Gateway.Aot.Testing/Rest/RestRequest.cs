using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Spectacles.Gateway.Testing;

/// <summary>A REST call on a route that is simulated. Its body and query are what the route accepts.</summary>
internal sealed class RestRequest(GatewayState state, ApiRoute route, string[] path, IQueryCollection query, RestBody body)
{
    /// <summary>The bot that calls.</summary>
    public GatewayState State => state;

    public SimulatedWorld World => state.World;

    public MessageComposer Messages => new(state);

    public ThreadComposer Threads => new(state);

    public Membership Membership => new(state);

    public ApiRoute Route => route;

    /// <summary>The JSON of the body; undefined when there is none.</summary>
    public JsonElement Body => body.Json;

    /// <summary>The JSON of the body as the client sent it.</summary>
    public string Text => body.Text;

    public IReadOnlyList<UploadedFile> Files => body.Files;

    /// <summary>The reason for the audit log; null for none.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/audit-log</remarks>
    public string? Reason { get; init; }

    /// <summary>The locale that the client asks for; null for none.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#retrieving-localized-commands</remarks>
    public string? Locale { get; init; }

    /// <summary>Whether the call is made with a user's token (<c>Bearer</c>) instead of the bot's.</summary>
    /// <remarks>https://discord.com/developers/docs/reference#authentication</remarks>
    public bool IsBearer { get; init; }

    /// <summary>The value of a parameter of the path, such as <c>channel_id</c>.</summary>
    public string this[string parameter] => route.ValueOf(parameter, path);

    /// <summary>An id in the path; null when it is not an id.</summary>
    public Snowflake? Id(string parameter) => Snowflake.TryParse(this[parameter], null, out var id) ? id : null;

    /// <summary>A parameter of the query; null when it is absent.</summary>
    public string? Query(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>An id in the query; null when it is absent.</summary>
    public Snowflake? QueryId(string name) => Snowflake.TryParse(Query(name), null, out var id) ? id : null;

    /// <summary>A number in the query, or the default.</summary>
    public int QueryNumber(string name, int otherwise) => int.TryParse(Query(name), out int number) ? number : otherwise;

    /// <summary>A boolean in the query, which clients write in any case.</summary>
    public bool QueryFlag(string name) => Query(name) is "1" || (bool.TryParse(Query(name), out bool isTrue) && isTrue);
}
