using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;
using Spectacles.Gateway.Rest;

namespace SlashBot;

/// <summary>A command in the menu of a user.</summary>
internal sealed partial class Profiles
{
    [UserCommand("Cook's profile")]
    public static Task ShowAsync(Interaction context, User user)
    {
        var embed = new Embed
        {
            Title = user.GlobalName ?? user.Username,
            Thumbnail = new EmbedMedia { Url = user.AvatarUrl(size: 128).ToString() },
        };
        return context.AnswerAsync(new InteractionMessage { Embeds = [embed], Ephemeral = true });
    }
}
