using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Worlds, each with a bot of its own, and the clock.</summary>
internal static class WorldActions
{
    public static Task<ControlAnswer> Create(ControlRequest request)
    {
        var body = request.Body;
        var privileged = body.Has("privileged")
            ? body.Elements("privileged").Aggregate(GatewayIntents.None, static (all, one) => all | Intent(one.GetString()))
            : GatewayIntents.Privileged;
        var created = request.First.AddBot(new SimulatedGatewayOptions
        {
            Token = body.Text("token") ?? SimulatedGatewayOptions.NewToken(),
            Guilds = (int)(body.Integer("guilds") ?? 1),
            PeoplePerGuild = (int)(body.Integer("people") ?? 10),
            Seed = (int)(body.Integer("seed") ?? 1),
            RecommendedShards = (int)(body.Integer("shards") ?? 1),
            PrivilegedIntents = privileged,
            World = body.Field("world") is { ValueKind: JsonValueKind.Object } world ? WorldDescription.Parse(world.GetRawText()) : null,
        });
        return Task.FromResult(Describe(created) with { Status = 201 });
    }

    public static async Task<ControlAnswer> DeleteAsync(ControlRequest request)
    {
        if (request.Gateway == request.First)
        {
            throw new InvalidOperationException("The first world can't be ended: it is the server's own.");
        }

        await request.Gateway.DisposeAsync();
        return ControlAnswer.NoContent;
    }

    /// <summary>Another world takes the place of the old one, so that nothing of it is left.</summary>
    public static async Task<ControlAnswer> ResetAsync(ControlRequest request)
    {
        if (request.Gateway == request.First)
        {
            throw new InvalidOperationException("The first world can't be reset. Create a world for each test: POST /worlds.");
        }

        var options = request.Gateway.Options;
        await request.Gateway.DisposeAsync();
        return Describe(request.First.AddBot(options));
    }

    public static Task<ControlAnswer> Get(ControlRequest request) => Task.FromResult(Describe(request.Gateway));

    public static Task<ControlAnswer> AdvanceClock(ControlRequest request)
    {
        var advance = request.Options.AdvanceClock
            ?? throw new InvalidOperationException("The clock runs by itself. Start the program with --driven-clock to drive it.");
        advance(TimeSpan.FromSeconds(request.Body.Field("seconds").GetDouble()));
        return Task.FromResult(ControlAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("now", request.Gateway.Time.GetUtcNow());
            writer.WriteEndObject();
        }));
    }

    private static GatewayIntents Intent(string? name) => name switch
    {
        "members" => GatewayIntents.GuildMembers,
        "presences" => GatewayIntents.GuildPresences,
        _ => GatewayIntents.MessageContent,
    };

    private static ControlAnswer Describe(SimulatedGateway gateway) => ControlAnswer.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("token", gateway.Token);
        writer.WriteString("api", gateway.Api.ToString());
        writer.WriteString("gateway", gateway.Url.ToString());
        WriteNamed(writer, "bot", gateway.World.Bot.Id, gateway.World.Bot.Name);
        writer.WriteStartArray("guilds");
        foreach (var guild in gateway.World.Guilds)
        {
            WriteGuild(writer, guild);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("commands");
        foreach (var command in gateway.Commands)
        {
            writer.WriteStartObject();
            writer.WriteId("id", command.Id);
            writer.WriteString("name", command.Name);
            writer.WriteNumber("type", command.Type);
            writer.WriteId("guild_id", command.GuildId);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteGuild(Utf8JsonWriter writer, SimulatedGuild guild)
    {
        writer.WriteStartObject();
        writer.WriteId("id", guild.Id);
        writer.WriteString("name", guild.Name);
        writer.WriteStartArray("channels");
        foreach (var channel in guild.Channels)
        {
            writer.WriteStartObject();
            writer.WriteId("id", channel.Id);
            writer.WriteString("name", channel.Name);
            writer.WriteNumber("type", (int)channel.Kind);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("roles");
        foreach (var role in guild.Roles)
        {
            WriteNamed(writer, null, role.Id, role.Name);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("people");
        foreach (var person in guild.People)
        {
            WriteNamed(writer, null, person.User.Id, person.User.Name);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter writer, string? property, Snowflake id, string name)
    {
        if (property is not null)
        {
            writer.WritePropertyName(property);
        }

        writer.WriteStartObject();
        writer.WriteId("id", id);
        writer.WriteString("name", name);
        writer.WriteEndObject();
    }
}
