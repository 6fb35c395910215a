using System.Buffers;
using System.Numerics;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// The URLs of the images on Discord's CDN. The models have methods for their own images, such as <c>user.AvatarUrl(size: 256)</c>.
/// </summary>
/// <remarks>
/// <para>
/// A size is a power of two from 16 to 4096, in pixels; 0 is the CDN's default. Without a format an image is PNG, or, if its hash begins
/// with <c>a_</c>, an animated WebP, which Discord recommends, since an animation that was uploaded as WebP or AVIF has no good GIF.
/// </para>
/// https://discord.com/developers/docs/reference#image-formatting-cdn-endpoints
/// </remarks>
/// <exception cref="ArgumentException">The hash is empty or not one, or the image does not exist in the format.</exception>
/// <exception cref="ArgumentOutOfRangeException">The size is not a power of two from 16 to 4096.</exception>
public static class Cdn
{
    private const string Host = "https://cdn.discordapp.com";
    private const string MediaHost = "https://media.discordapp.net";
    private const ulong StickerApplication = 710982414301790216;
    private const int SmallestSize = 16;
    private const int LargestSize = 4096;

    private static readonly string[] DefaultAvatars = ["0", "1", "2", "3", "4", "5"];

    private static readonly SearchValues<char> HashCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-");

    /// <summary>Returns the URL of a user's avatar.</summary>
    public static CdnUrl UserAvatar(Snowflake userId, string hash, int size = 0, ImageFormat? format = null) =>
        Animated(new CdnUrl(Host + "/avatars/", userId, "/", name: Hash(hash)), hash, size, format);

    /// <summary>Returns the URL of a user's banner.</summary>
    public static CdnUrl UserBanner(Snowflake userId, string hash, int size = 0, ImageFormat? format = null) =>
        Animated(new CdnUrl(Host + "/banners/", userId, "/", name: Hash(hash)), hash, size, format);

    /// <summary>Returns the URL of a member's avatar in a guild.</summary>
    public static CdnUrl MemberAvatar(Snowflake guildId, Snowflake userId, string hash, int size = 0, ImageFormat? format = null) =>
        Animated(Member(guildId, userId, "/avatars/", hash), hash, size, format);

    /// <summary>Returns the URL of a member's banner in a guild.</summary>
    public static CdnUrl MemberBanner(Snowflake guildId, Snowflake userId, string hash, int size = 0, ImageFormat? format = null) =>
        Animated(Member(guildId, userId, "/banners/", hash), hash, size, format);

    /// <summary>Returns the URL of a guild's icon.</summary>
    public static CdnUrl GuildIcon(Snowflake guildId, string hash, int size = 0, ImageFormat? format = null) =>
        Animated(new CdnUrl(Host + "/icons/", guildId, "/", name: Hash(hash)), hash, size, format);

    /// <summary>Returns the URL of a guild's banner.</summary>
    public static CdnUrl GuildBanner(Snowflake guildId, string hash, int size = 0, ImageFormat? format = null) =>
        Animated(new CdnUrl(Host + "/banners/", guildId, "/", name: Hash(hash)), hash, size, format);

    /// <summary>Returns the URL of the image behind a guild's invites.</summary>
    public static CdnUrl GuildSplash(Snowflake guildId, string hash, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/splashes/", guildId, "/", name: Hash(hash)), size, format);

    /// <summary>Returns the URL of a guild's image in the discovery.</summary>
    public static CdnUrl GuildDiscoverySplash(Snowflake guildId, string hash, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/discovery-splashes/", guildId, "/", name: Hash(hash)), size, format);

    /// <summary>Returns the URL of the badge of a guild's tag.</summary>
    public static CdnUrl GuildTagBadge(Snowflake guildId, string hash, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/guild-tag-badges/", guildId, "/", name: Hash(hash)), size, format);

    /// <summary>Returns the URL of a role's icon.</summary>
    public static CdnUrl RoleIcon(Snowflake roleId, string hash, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/role-icons/", roleId, "/", name: Hash(hash)), size, format);

    /// <summary>Returns the URL of the cover of a scheduled event.</summary>
    public static CdnUrl ScheduledEventCover(Snowflake eventId, string hash, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/guild-events/", eventId, "/", name: Hash(hash)), size, format);

    /// <summary>Returns the URL of an application's icon.</summary>
    public static CdnUrl ApplicationIcon(Snowflake applicationId, string hash, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/app-icons/", applicationId, "/", name: Hash(hash)), size, format);

    /// <summary>Returns the URL of an application's cover.</summary>
    public static CdnUrl ApplicationCover(Snowflake applicationId, string hash, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/app-icons/", applicationId, "/", name: Hash(hash)), size, format);

    /// <summary>Returns the URL of an application's asset, such as an image of an activity.</summary>
    public static CdnUrl ApplicationAsset(Snowflake applicationId, string assetId, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/app-assets/", applicationId, "/", name: Hash(assetId)), size, format);

    /// <summary>Returns the URL of an achievement's icon.</summary>
    public static CdnUrl AchievementIcon(
        Snowflake applicationId, Snowflake achievementId, string hash, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/app-assets/", applicationId, "/achievements/", achievementId, "/icons/", Hash(hash)), size, format);

    /// <summary>Returns the URL of an asset of an application's store page.</summary>
    public static CdnUrl StoreAsset(Snowflake applicationId, string assetId, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/app-assets/", applicationId, "/store/", name: Hash(assetId)), size, format);

    /// <summary>Returns the URL of a sticker pack's banner.</summary>
    public static CdnUrl StickerPackBanner(Snowflake assetId, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/app-assets/", StickerApplication, "/store/", assetId), size, format);

    /// <summary>Returns the URL of a team's icon.</summary>
    public static CdnUrl TeamIcon(Snowflake teamId, string hash, int size = 0, ImageFormat? format = null) =>
        Still(new CdnUrl(Host + "/team-icons/", teamId, "/", name: Hash(hash)), size, format);

    /// <summary>Returns the URL of a custom emoji's image, which is WebP without a format, as in Discord's own client.</summary>
    public static CdnUrl Emoji(Snowflake emojiId, bool isAnimated = false, int size = 0, ImageFormat? format = null) =>
        Image(new CdnUrl(Host + "/emojis/", emojiId), isAnimated, size, format ?? ImageFormat.WebP);

    /// <summary>Returns the URL of the avatar of a user who has not set one.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="discriminator">The discriminator; 0 for users without one. Bots have one.</param>
    /// <remarks>https://discord.com/developers/docs/reference#image-formatting-cdn-endpoints</remarks>
    public static CdnUrl DefaultAvatar(Snowflake userId, int discriminator = 0)
    {
        ulong index = discriminator > 0 ? (ulong)discriminator % 5 : (userId.Value >> 22) % 6;
        return new CdnUrl(Host + "/embed/avatars/", name: DefaultAvatars[(int)index]) { Extension = ".png" };
    }

    /// <summary>Returns the URL of the decoration around an avatar, which may be an animated PNG.</summary>
    public static CdnUrl AvatarDecoration(string asset, int size = 0) =>
        new(Host + "/avatar-decoration-presets/", name: Hash(asset)) { Extension = ".png", Size = Checked(size) };

    /// <summary>Returns the URL of a sticker's file. Its size is fixed.</summary>
    /// <param name="stickerId">The sticker's id.</param>
    /// <param name="format">The sticker's own format, which is the only one that exists: PNG, GIF or Lottie.</param>
    public static CdnUrl Sticker(Snowflake stickerId, ImageFormat format) => format switch
    {
        ImageFormat.Png or ImageFormat.Lottie => new CdnUrl(Host + "/stickers/", stickerId) { Extension = ExtensionOf(format) },
        ImageFormat.Gif => new CdnUrl(MediaHost + "/stickers/", stickerId) { Extension = ExtensionOf(format) },
        _ => throw NotServed(format),
    };

    /// <summary>Returns the URL of a sound of a soundboard, in MP3 or Ogg.</summary>
    public static CdnUrl SoundboardSound(Snowflake soundId) => new(Host + "/soundboard-sounds/", soundId);

    private static CdnUrl Member(Snowflake guildId, Snowflake userId, string file, string hash) =>
        new(Host + "/guilds/", guildId, "/users/", userId, file, Hash(hash));

    private static CdnUrl Animated(CdnUrl url, string hash, int size, ImageFormat? format)
    {
        bool isAnimated = hash.StartsWith("a_", StringComparison.Ordinal);
        return Image(url, isAnimated, size, format ?? (isAnimated ? ImageFormat.WebP : ImageFormat.Png));
    }

    private static CdnUrl Still(CdnUrl url, int size, ImageFormat? format) => format is ImageFormat.Gif
        ? throw NotServed(ImageFormat.Gif)
        : Image(url, isAnimated: false, size, format ?? ImageFormat.Png);

    private static CdnUrl Image(CdnUrl url, bool isAnimated, int size, ImageFormat format)
    {
        if (format == ImageFormat.Lottie)
        {
            throw NotServed(format);
        }

        return url with
        {
            Extension = ExtensionOf(format == ImageFormat.Gif && !isAnimated ? ImageFormat.Png : format),
            Size = Checked(size),
            IsAnimated = isAnimated && format == ImageFormat.WebP,
        };
    }

    private static string ExtensionOf(ImageFormat format) => format switch
    {
        ImageFormat.Png => ".png",
        ImageFormat.Jpeg => ".jpg",
        ImageFormat.WebP => ".webp",
        ImageFormat.Gif => ".gif",
        ImageFormat.Lottie => ".json",
        _ => throw NotServed(format),
    };

    private static int Checked(int size) => size == 0 || (size is >= SmallestSize and <= LargestSize && BitOperations.IsPow2(size))
        ? size
        : throw new ArgumentOutOfRangeException(
            nameof(size), size, $"The size of an image must be a power of two from {SmallestSize} to {LargestSize}, or 0 for the default.");

    // A hash comes from Discord, but an application may have stored it elsewhere: nothing in it may end the path.
    private static string Hash(string hash)
    {
        ArgumentException.ThrowIfNullOrEmpty(hash);
        return hash.AsSpan().ContainsAnyExcept(HashCharacters)
            ? throw new ArgumentException("The hash of an image consists of letters, digits, hyphens and underscores.", nameof(hash))
            : hash;
    }

    private static ArgumentException NotServed(ImageFormat format) =>
        new($"This image does not exist in the format {format}.", nameof(format));
}
