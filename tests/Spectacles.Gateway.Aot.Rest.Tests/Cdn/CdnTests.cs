namespace Spectacles.Gateway.Rest.Tests;

/// <summary>The paths of Discord's table of CDN endpoints.</summary>
public sealed class CdnTests
{
    private const string Host = "https://cdn.discordapp.com/";

    public static TheoryData<string, CdnUrl> Endpoints => new()
    {
        { "emojis/1.webp", Cdn.Emoji(1) },
        { "emojis/1.webp?animated=true", Cdn.Emoji(1, isAnimated: true) },
        { "emojis/1.webp?size=64&animated=true", Cdn.Emoji(1, isAnimated: true, size: 64) },
        { "emojis/1.gif", Cdn.Emoji(1, isAnimated: true, format: ImageFormat.Gif) },
        { "emojis/1.png", Cdn.Emoji(1, isAnimated: true, format: ImageFormat.Png) },
        { "icons/1/ab.png", Cdn.GuildIcon(1, "ab") },
        { "splashes/1/ab.jpg", Cdn.GuildSplash(1, "ab", format: ImageFormat.Jpeg) },
        { "discovery-splashes/1/ab.png", Cdn.GuildDiscoverySplash(1, "ab") },
        { "banners/1/a_b.webp?animated=true", Cdn.GuildBanner(1, "a_b") },
        { "banners/1/ab.webp?size=4096", Cdn.UserBanner(1, "ab", 4096, ImageFormat.WebP) },
        { "embed/avatars/0.png", Cdn.DefaultAvatar(0) },
        { "embed/avatars/5.png", Cdn.DefaultAvatar(5UL << 22) },
        { "embed/avatars/2.png", Cdn.DefaultAvatar(5UL << 22, discriminator: 1337) },
        { "avatars/18446744073709551615/ab.png?size=16", Cdn.UserAvatar(ulong.MaxValue, "ab", 16) },
        { "avatars/1/a_b.gif", Cdn.UserAvatar(1, "a_b", format: ImageFormat.Gif) },
        { "avatars/1/ab.png", Cdn.UserAvatar(1, "ab", format: ImageFormat.Gif) },
        { "guilds/1/users/2/avatars/ab.png?size=128", Cdn.MemberAvatar(1, 2, "ab", 128) },
        { "guilds/1/users/2/banners/ab.png", Cdn.MemberBanner(1, 2, "ab") },
        { "avatar-decoration-presets/a_b.png?size=128", Cdn.AvatarDecoration("a_b", 128) },
        { "app-icons/1/ab.png", Cdn.ApplicationIcon(1, "ab") },
        { "app-icons/1/ab.png", Cdn.ApplicationCover(1, "ab") },
        { "app-assets/1/2.png", Cdn.ApplicationAsset(1, "2") },
        { "app-assets/1/achievements/2/icons/ab.png", Cdn.AchievementIcon(1, 2, "ab") },
        { "app-assets/1/store/2.png", Cdn.StoreAsset(1, "2") },
        { "app-assets/710982414301790216/store/2.png", Cdn.StickerPackBanner(2) },
        { "team-icons/1/ab.png", Cdn.TeamIcon(1, "ab") },
        { "stickers/1.png", Cdn.Sticker(1, ImageFormat.Png) },
        { "stickers/1.json", Cdn.Sticker(1, ImageFormat.Lottie) },
        { "role-icons/1/ab.png", Cdn.RoleIcon(1, "ab") },
        { "guild-events/1/ab.png", Cdn.ScheduledEventCover(1, "ab") },
        { "soundboard-sounds/1", Cdn.SoundboardSound(1) },
        { "guild-tag-badges/1/ab.png", Cdn.GuildTagBadge(1, "ab") },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void Path_is_the_documented_one_and_formatting_allocates_nothing(string path, CdnUrl url)
    {
        Assert.Equal(Host + path, url.ToString());
        Assert.Equal(Host + path, url.ToUri().AbsoluteUri);
        Allocation.AssertNoneWhenFormatted(url);
    }

    [Fact]
    public void Sticker_in_GIF_is_on_the_media_host() =>
        Assert.Equal("https://media.discordapp.net/stickers/1.gif", Cdn.Sticker(1, ImageFormat.Gif).ToString());

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(100)]
    [InlineData(8192)]
    public void Size_is_a_power_of_two_from_16_to_4096(int size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Cdn.UserAvatar(1, "ab", size));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cdn.AvatarDecoration("ab", size));
    }

    [Fact]
    public void Format_in_which_the_image_does_not_exist_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Cdn.RoleIcon(1, "ab", format: ImageFormat.Gif));
        Assert.Throws<ArgumentException>(() => Cdn.UserAvatar(1, "ab", format: ImageFormat.Lottie));
        Assert.Throws<ArgumentException>(() => Cdn.Sticker(1, ImageFormat.WebP));
        Assert.Throws<ArgumentException>(() => Cdn.Emoji(1, format: (ImageFormat)99));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a?b")]
    [InlineData("a.png")]
    public void Hash_cannot_change_the_path(string hash) => Assert.Throws<ArgumentException>(() => Cdn.UserAvatar(1, hash));

    [Fact]
    public void Default_URL_is_empty() => Assert.Equal("", default(CdnUrl).ToString());
}
