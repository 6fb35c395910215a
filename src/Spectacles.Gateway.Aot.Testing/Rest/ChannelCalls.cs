using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that list, create, change, move and delete channels.</summary>
internal static class ChannelCalls
{
    private const int MostChannels = 500;

    private static readonly ChannelKind[] Creatable =
    [
        ChannelKind.Text, ChannelKind.Voice, ChannelKind.Category, ChannelKind.Announcement, ChannelKind.Stage, ChannelKind.Forum,
    ];

    public static void Map(RestRoutes routes)
    {
        const string Channel = "/channels/{channel_id}";
        const string OfGuild = "/guilds/{guild_id}/channels";
        routes.Map("GET", Channel, ChannelRoute.Any(static (_, _, channel) => Show(channel)));
        routes.Map("PATCH", Channel, ChannelRoute.InGuild(Modify));
        routes.Map("DELETE", Channel, ChannelRoute.Any(Delete));
        routes.Map("GET", OfGuild, GuildHandler.Change(List));
        routes.Map("POST", OfGuild, GuildHandler.Change(Create));
        routes.Map("PATCH", OfGuild, GuildHandler.Change(Move));
        routes.Map("POST", "/users/@me/channels", OpenDirectMessages);
    }

    /// <summary>The response that describes a channel. For a thread, it says whether the bot has joined.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#get-channel</remarks>
    public static RestAnswer Show(SimulatedChannel channel) =>
        RestAnswer.Ok(writer => writer.WriteChannel(channel, withGuild: true, withMember: true));

    /// <remarks>https://discord.com/developers/docs/resources/guild#get-guild-channels</remarks>
    private static RestAnswer List(RestRequest call, SimulatedGuild guild) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartArray();
        foreach (var channel in guild.Channels)
        {
            if (channel.Thread is null)
            {
                writer.WriteChannel(channel, withGuild: true);
            }
        }

        writer.WriteEndArray();
    });

    /// <summary>Without overwrites of its own, a new channel has those of its category.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#create-guild-channel</remarks>
    private static RestAnswer Create(RestRequest call, SimulatedGuild guild)
    {
        var kind = (ChannelKind)(call.Body.Integer("type") ?? 0);
        var errors = new FormErrors();
        CheckKind(kind, Creatable, errors);
        ChannelBody.Check(call.Body, kind, guild, self: null, errors);
        if (errors.Count > 0)
        {
            return RestAnswer.InvalidForm(errors);
        }

        SimulatedChannel[] others = [.. guild.Channels.Where(channel => channel.Thread is null)];
        if (others.Length >= MostChannels)
        {
            return RestAnswer.Error(400, 30013, $"Maximum number of guild channels reached ({MostChannels})");
        }

        int position = others.Length == 0 ? 0 : others.Max(channel => channel.Position) + 1;
        var empty = new SimulatedChannel(call.World.Ids.Now(), "", kind, null, position, guild.Id)
        {
            Overwrites = others.FirstOrDefault(channel => channel.Id == call.Body.Id("parent_id"))?.Overwrites ?? [],
        };
        var created = ChannelBody.Apply(empty, call.Body, guild, call.World.Ids);
        call.World.AddChannel(guild, created);
        ChannelChanges.Dispatch(call.State, "CHANNEL_CREATE", created);
        return new RestAnswer(201, Show(created).Body);
    }

    /// <remarks>https://discord.com/developers/docs/resources/channel#modify-channel</remarks>
    private static RestAnswer Modify(RestRequest call, SimulatedGuild guild, SimulatedChannel channel)
    {
        if (channel.Thread is not null)
        {
            return ThreadCalls.Modify(call, guild, channel);
        }

        var errors = new FormCheck(ApiDocument.V10).Check("UpdateGuildChannelRequestPartial", call.Body);
        var kind = (ChannelKind)(call.Body.Integer("type") ?? (long)channel.Kind);
        ChannelKind[] allowed = channel.Kind is ChannelKind.Text or ChannelKind.Announcement
            ? [ChannelKind.Text, ChannelKind.Announcement]
            : [channel.Kind];
        CheckKind(kind, allowed, errors);
        ChannelBody.Check(call.Body, kind, guild, channel.Id, errors);
        if (errors.Count > 0)
        {
            return RestAnswer.InvalidForm(errors);
        }

        var changed = ChannelChanges.Apply(
            call.State, guild, channel.Id, channel => ChannelBody.Apply(channel, call.Body, guild, call.World.Ids));
        return changed is null ? NotFound.Channel : Show(changed);
    }

    /// <summary>Changes positions and categories of several channels, with one CHANNEL_UPDATE for each that changes.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#modify-guild-channel-positions</remarks>
    private static RestAnswer Move(RestRequest call, SimulatedGuild guild)
    {
        if (call.Body.ValueKind == JsonValueKind.Undefined)
        {
            return RestAnswer.InvalidJson;
        }

        var errors = new FormErrors();
        int index = 0;
        foreach (var entry in call.Body.EnumerateArray())
        {
            var found = errors[index++.ToString(CultureInfo.InvariantCulture)];
            if (entry.Id("id") is not { } id)
            {
                found["id"].AddRequired();
            }
            else if (!guild.Channels.Any(channel => channel.Id == id && channel.Thread is null))
            {
                return NotFound.Channel;
            }
            else
            {
                ChannelBody.CheckParent(entry, guild, id, found["parent_id"]);
            }
        }

        if (errors.Count > 0)
        {
            return RestAnswer.InvalidForm(errors);
        }

        foreach (var entry in call.Body.EnumerateArray())
        {
            if (guild.ChangeChannel(entry.Id("id")!.Value, channel => MoveTo(guild, channel, entry)) is var (before, after)
                && before != after)
            {
                ChannelChanges.Dispatch(call.State, "CHANNEL_UPDATE", after);
            }
        }

        return RestAnswer.NoContent;
    }

    private static SimulatedChannel MoveTo(SimulatedGuild guild, SimulatedChannel channel, JsonElement entry)
    {
        var moved = channel with
        {
            Position = (int)(entry.Integer("position") ?? channel.Position),
            Parent = entry.Has("parent_id") ? entry.Id("parent_id") : channel.Parent,
        };
        return entry.Flag("lock_permissions") == true && guild.Channels.FirstOrDefault(other => other.Id == moved.Parent) is { } category
            ? moved with { Overwrites = category.Overwrites }
            : moved;
    }

    /// <summary>A direct message is only closed: it is the same when it is opened again.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#deleteclose-channel</remarks>
    private static RestAnswer Delete(RestRequest call, SimulatedGuild? guild, SimulatedChannel channel)
    {
        if (guild is not null && channel.Thread is not null)
        {
            call.Threads.Delete(guild, channel);
        }
        else if (guild is not null)
        {
            Delete(call.State, guild, channel);
        }

        return Show(channel);
    }

    /// <summary>
    /// The channels of a category stay. With any other channel go its threads, invites and webhooks, and who is in it is disconnected.
    /// </summary>
    private static void Delete(GatewayState state, SimulatedGuild guild, SimulatedChannel channel)
    {
        foreach (var child in guild.Channels.Where(child => child.Parent == channel.Id))
        {
            if (child.Thread is null)
            {
                ChannelChanges.Apply(state, guild, child.Id, static child => child with { Parent = null });
            }
            else
            {
                state.World.RemoveChannel(guild, child.Id);
            }
        }

        while (state.Invites.Remove(invite => invite.Channel.Id == channel.Id) is not null)
        {
        }

        while (state.Webhooks.Remove(webhook => webhook.ChannelId == channel.Id) is not null)
        {
        }

        foreach (var member in guild.Members.Where(member => member.VoiceChannelId == channel.Id))
        {
            member.VoiceChannelId = null;
            state.Dispatch("VOICE_STATE_UPDATE", Json.Write(writer => writer.WriteVoiceState(member, guild)));
        }

        state.World.RemoveChannel(guild, channel.Id);
        ChannelChanges.Dispatch(state, "CHANNEL_DELETE", channel);
    }

    /// <summary>No event follows: Discord sends CHANNEL_CREATE only for guilds.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/user#create-dm</remarks>
    private static RestAnswer OpenDirectMessages(RestRequest call)
    {
        if (call.Body.Id("recipient_id") is not { } id)
        {
            return RestAnswer.InvalidForm("recipient_id", "BASE_TYPE_REQUIRED", "This field is required");
        }

        return call.World.FindUser(id) is { IsBot: false } person
            ? Show(call.World.DirectMessagesWith(person))
            : RestAnswer.Error(400, 50033, "Invalid Recipient(s)");
    }

    private static void CheckKind(ChannelKind kind, ChannelKind[] allowed, FormErrors errors)
    {
        if (!allowed.Contains(kind) && errors["type"].Count == 0)
        {
            errors["type"].Add("BASE_TYPE_CHOICES", $"Value must be one of ({string.Join(", ", allowed.Select(one => (int)one))}).");
        }
    }
}
