using Spectacles.Gateway.Reading.Plain;

namespace Spectacles.Gateway.Reading;

/// <summary>Checks that the plain classes contain the same values as the models, so that the baseline reads every field.</summary>
public static class PlainReading
{
    /// <exception cref="InvalidOperationException">A field has another value than in the model.</exception>
    public static void Check()
    {
        var message = (MessageCreate)ReadingCase.Message.Plain();
        var messageModel = (Events.MessageCreate)ReadingCase.Message.Model();
        Same(messageModel.Content, message.Content);
        Same((ulong)messageModel.Author.Id, message.Author!.Id);
        Same(messageModel.Timestamp.Instant, message.Timestamp);
        Same(messageModel.Nonce?.AsString, message.Nonce);
        Same(messageModel.Member!.Roles.Length, message.Member!.Roles!.Length);
        Same(messageModel.Mentions[0].Username, message.Mentions![0].Username);
        var presence = (PresenceUpdate)ReadingCase.Presence.Plain();
        var presenceModel = (Events.PresenceUpdate)ReadingCase.Presence.Model();
        Same(presenceModel.Status.Value, presence.Status);
        Same(presenceModel.Activities[1].Assets!.LargeImage, presence.Activities![1].Assets!.LargeImage);
        Same(presenceModel.Activities[1].Timestamps!.Start, presence.Activities![1].Timestamps!.Start);
        CheckGuild(ReadingCase.SmallGuild);
        CheckGuild(ReadingCase.LargeGuild);
    }

    private static void CheckGuild(ReadingCase reading)
    {
        var guild = (GuildCreate)reading.Plain();
        var model = (Events.GuildCreate)reading.Model();
        Same(model.Members.Length, guild.Members!.Length);
        Same(model.Presences.Length, guild.Presences!.Length);
        Same(model.Channels.Length, guild.Channels!.Length);
        Same(model.Threads.Length, guild.Threads!.Length);
        Same(model.Roles.Length, guild.Roles!.Length);
        Same(model.Emojis.Length, guild.Emojis!.Length);
        Same(model.VoiceStates.Length, guild.VoiceStates!.Length);
        Same(model.Features.Length, guild.Features!.Length);
        Same((ulong)model.Roles[^1].Permissions, guild.Roles![^1].Permissions);
        Same((ulong)model.Channels[^1].PermissionOverwrites[0].Id, guild.Channels![^1].PermissionOverwrites![0].Id);
        Same((ulong)model.Members[^1].User.Id, guild.Members![^1].User!.Id);
        Same(model.Members[^1].JoinedAt!.Value.Instant, guild.Members![^1].JoinedAt!.Value);
        Same(model.Members[0].User.PrimaryGuild.Value!.Tag, guild.Members![0].User!.PrimaryGuild!.Tag);
        Same(model.Presences[2].Activities[1].Name, guild.Presences![2].Activities![1].Name);
    }

    private static void Same<T>(T model, T plain)
    {
        if (!EqualityComparer<T>.Default.Equals(model, plain))
        {
            throw new InvalidOperationException($"The plain class has {plain} where the model has {model}.");
        }
    }
}
