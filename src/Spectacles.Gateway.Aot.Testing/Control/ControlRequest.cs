using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Spectacles.Gateway.Testing;

/// <summary>A request of the control API that fits its document.</summary>
internal sealed class ControlRequest(
    SimulatedGateway gateway,
    SimulatedGateway first,
    ControlOptions options,
    JsonElement body,
    IQueryCollection query,
    CancellationToken aborted)
{
    private const double DefaultWait = 10;

    /// <summary>The bot and the world that the request is about.</summary>
    public SimulatedGateway Gateway => gateway;

    /// <summary>The bot that the server was started with.</summary>
    public SimulatedGateway First => first;

    public ControlOptions Options => options;

    public JsonElement Body => body;

    /// <summary>Cancelled when the caller goes away.</summary>
    public CancellationToken Aborted => aborted;

    /// <summary>The person who acts.</summary>
    public SimulatedPerson Who
    {
        get
        {
            var person = gateway.People[Required("who")];
            return body.Has("guild") ? person.In(Guild) : person;
        }
    }

    /// <summary>The connection of the shard that the request names.</summary>
    public SimulatedConnection Connection => gateway.ConnectionOf((int)(body.Integer("shard") ?? 0));

    /// <summary>How long to wait for the bot's answer.</summary>
    public TimeSpan Wait => TimeSpan.FromSeconds(
        body.Field("wait") is { ValueKind: JsonValueKind.Number } wait ? wait.GetDouble() : DefaultWait);

    /// <summary>The guild that the request names, by its name or id; the first one when it names none.</summary>
    public SimulatedGuild Guild => body.Text("guild") is not { } named
        ? gateway.World.Guilds[0]
        : gateway.World.Guilds.FirstOrDefault(guild => guild.Name == named || guild.Id.ToString() == named)
            ?? throw new KeyNotFoundException($"There is no guild {named}.");

    /// <summary>A duration in seconds; null when it is absent.</summary>
    public TimeSpan? Seconds(string name) =>
        body.Field(name) is { ValueKind: JsonValueKind.Number } seconds ? TimeSpan.FromSeconds(seconds.GetDouble()) : null;

    public string Required(string name) => body.Text(name)!;

    public Snowflake RequiredId(string name) =>
        body.Id(name) ?? throw new ArgumentException($"{name} is not an id: {body.Field(name)}.");

    public string? Query(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>The channel that the request names; the first text channel of the guild when it names none.</summary>
    public SimulatedChannel Channel(SimulatedGuild guild)
    {
        if (body.Text("channel") is not { } named)
        {
            return guild.FirstTextChannel;
        }

        return guild.Channels.FirstOrDefault(channel => channel.Name == named || channel.Id.ToString() == named)
            ?? throw new KeyNotFoundException($"{guild.Name} has no channel {named}.");
    }
}
