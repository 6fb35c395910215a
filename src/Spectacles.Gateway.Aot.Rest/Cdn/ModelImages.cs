using System.Globalization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>The URLs of the images of models. See <see cref="Cdn"/> for sizes and formats.</summary>
/// <remarks>https://discord.com/developers/docs/reference#image-formatting-cdn-endpoints</remarks>
public static class ModelImages
{
    /// <summary>Returns the URL of the user's avatar; the default one if the user has not set one.</summary>
    public static CdnUrl AvatarUrl(this User user, int size = 0, ImageFormat? format = null) => user.Avatar is { } hash
        ? Cdn.UserAvatar(user.Id, hash, size, format)
        : Cdn.DefaultAvatar(
            user.Id, int.TryParse(user.Discriminator, NumberStyles.None, CultureInfo.InvariantCulture, out int digits) ? digits : 0);

    /// <summary>Returns the URL of the user's banner; null for none. Discord sends it only for a user that is asked for by REST.</summary>
    public static CdnUrl? BannerUrl(this User user, int size = 0, ImageFormat? format = null) => user.Banner.Value is { } hash
        ? Cdn.UserBanner(user.Id, hash, size, format)
        : null;

    /// <summary>Returns the URL of the avatar that the member has set in the guild; null for none.</summary>
    public static CdnUrl? AvatarUrl(
        this PartialMember member, Snowflake guildId, Snowflake userId, int size = 0, ImageFormat? format = null) =>
        member.Avatar.Value is { } hash ? Cdn.MemberAvatar(guildId, userId, hash, size, format) : null;

    /// <summary>Returns the URL of the banner that the member has set in the guild; null for none.</summary>
    public static CdnUrl? BannerUrl(
        this PartialMember member, Snowflake guildId, Snowflake userId, int size = 0, ImageFormat? format = null) =>
        member.Banner.Value is { } hash ? Cdn.MemberBanner(guildId, userId, hash, size, format) : null;

    /// <summary>Returns the URL of the avatar that others see in the guild: the member's there, the user's, or the default one.</summary>
    public static CdnUrl DisplayAvatarUrl(this GuildMember member, Snowflake guildId, int size = 0, ImageFormat? format = null) =>
        member.AvatarUrl(guildId, member.User.Id, size, format) ?? member.User.AvatarUrl(size, format);

    /// <summary>Returns the URL of the guild's icon; null for none.</summary>
    public static CdnUrl? IconUrl(this Guild guild, int size = 0, ImageFormat? format = null) =>
        guild.Icon is { } hash ? Cdn.GuildIcon(guild.Id, hash, size, format) : null;

    /// <summary>Returns the URL of the guild's banner; null for none.</summary>
    public static CdnUrl? BannerUrl(this Guild guild, int size = 0, ImageFormat? format = null) =>
        guild.Banner is { } hash ? Cdn.GuildBanner(guild.Id, hash, size, format) : null;

    /// <summary>Returns the URL of the image behind the guild's invites; null for none.</summary>
    public static CdnUrl? SplashUrl(this Guild guild, int size = 0, ImageFormat? format = null) =>
        guild.Splash is { } hash ? Cdn.GuildSplash(guild.Id, hash, size, format) : null;

    /// <summary>Returns the URL of the guild's image in the discovery; null for none.</summary>
    public static CdnUrl? DiscoverySplashUrl(this Guild guild, int size = 0, ImageFormat? format = null) =>
        guild.DiscoverySplash is { } hash ? Cdn.GuildDiscoverySplash(guild.Id, hash, size, format) : null;

    /// <summary>Returns the URL of the role's icon; null for none.</summary>
    public static CdnUrl? IconUrl(this Role role, int size = 0, ImageFormat? format = null) =>
        role.Icon.Value is { } hash ? Cdn.RoleIcon(role.Id, hash, size, format) : null;

    /// <summary>Returns the URL of the emoji's image; null for a Unicode emoji.</summary>
    public static CdnUrl? ImageUrl(this Emoji emoji, int size = 0, ImageFormat? format = null) =>
        emoji.Id is { } id ? Cdn.Emoji(id, emoji.Animated ?? false, size, format) : null;

    /// <summary>Returns the URL of the sticker's file.</summary>
    public static CdnUrl FileUrl(this Sticker sticker) => Cdn.Sticker(sticker.Id, FormatOf(sticker.FormatType));

    /// <summary>Returns the URL of the sticker's file.</summary>
    public static CdnUrl FileUrl(this StickerItem sticker) => Cdn.Sticker(sticker.Id, FormatOf(sticker.FormatType));

    /// <summary>Returns the URL of the badge of the guild's tag; null for none.</summary>
    public static CdnUrl? BadgeUrl(this PrimaryGuild guild, int size = 0, ImageFormat? format = null) =>
        guild is { IdentityGuildId: { } id, Badge: { } hash } ? Cdn.GuildTagBadge(id, hash, size, format) : null;

    /// <summary>Returns the URL of the decoration, which may be an animated PNG.</summary>
    public static CdnUrl ImageUrl(this AvatarDecorationData decoration, int size = 0) => Cdn.AvatarDecoration(decoration.Asset, size);

    /// <summary>Returns the URL of the event's cover; null for none.</summary>
    public static CdnUrl? CoverUrl(this GuildScheduledEvent scheduledEvent, int size = 0, ImageFormat? format = null) =>
        scheduledEvent.Image.Value is { } hash ? Cdn.ScheduledEventCover(scheduledEvent.Id, hash, size, format) : null;

    /// <summary>Returns the URL of the application's icon; null for none.</summary>
    public static CdnUrl? IconUrl(this Application application, int size = 0, ImageFormat? format = null) =>
        application.Icon.Value is { } hash ? Cdn.ApplicationIcon(application.Id, hash, size, format) : null;

    /// <summary>Returns the URL of the application's cover; null for none.</summary>
    public static CdnUrl? CoverUrl(this Application application, int size = 0, ImageFormat? format = null) =>
        application.CoverImage is { } hash ? Cdn.ApplicationCover(application.Id, hash, size, format) : null;

    /// <summary>Returns the URL of the team's icon; null for none.</summary>
    public static CdnUrl? IconUrl(this Team team, int size = 0, ImageFormat? format = null) =>
        team.Icon is { } hash ? Cdn.TeamIcon(team.Id, hash, size, format) : null;

    /// <summary>Returns the URL of the sound's file.</summary>
    public static CdnUrl FileUrl(this SoundboardSound sound) => Cdn.SoundboardSound(sound.SoundId);

    /// <summary>The format in which a sticker exists; PNG for one that this library does not know.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/sticker#sticker-object-sticker-format-types</remarks>
    private static ImageFormat FormatOf(StickerFormatType type) => type switch
    {
        StickerFormatType.Lottie => ImageFormat.Lottie,
        StickerFormatType.Gif => ImageFormat.Gif,
        _ => ImageFormat.Png,
    };
}
