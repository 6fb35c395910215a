using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest.Tests;

public sealed class ModelImagesTests
{
    private const string Host = "https://cdn.discordapp.com/";

    private static readonly User Someone =
        new() { Id = 7UL << 22, Username = "someone", Discriminator = "0", Avatar = "ab", Banner = "cd" };

    [Fact]
    public void User_without_an_avatar_has_the_default_one()
    {
        Assert.Equal($"{Host}avatars/{Someone.Id}/ab.png?size=256", Someone.AvatarUrl(256).ToString());
        Assert.Equal($"{Host}banners/{Someone.Id}/cd.png", Someone.BannerUrl().ToString());

        var user = new User { Id = Someone.Id, Username = "someone", Discriminator = "0" };
        Assert.Equal($"{Host}embed/avatars/1.png", user.AvatarUrl().ToString());
        Assert.Null(user.BannerUrl());
        var bot = new User { Id = Someone.Id, Username = "bot", Discriminator = "0042", Bot = true };
        Assert.Equal($"{Host}embed/avatars/2.png", bot.AvatarUrl().ToString());
    }

    [Fact]
    public void Member_shows_the_avatar_of_the_guild_before_that_of_the_user()
    {
        var member = new GuildMember { User = Someone, Avatar = "a_b" };
        string path = $"{Host}guilds/1/users/{Someone.Id}/avatars/a_b";
        Assert.Equal($"{path}.webp?animated=true", member.DisplayAvatarUrl(1).ToString());
        Assert.Equal($"{path}.png", member.AvatarUrl(1, Someone.Id, format: ImageFormat.Png).ToString());

        Assert.Equal(Someone.AvatarUrl(), new GuildMember { User = Someone }.DisplayAvatarUrl(1));
        Assert.Null(new GuildMember { User = Someone }.BannerUrl(1, Someone.Id));
    }

    [Fact]
    public void Stickers_and_emojis_have_the_format_that_exists()
    {
        var lottie = new StickerItem { Id = 1, Name = "s", FormatType = StickerFormatType.Lottie };
        var animated = new StickerItem { Id = 1, Name = "s", FormatType = StickerFormatType.Apng };
        Assert.Equal($"{Host}stickers/1.json", lottie.FileUrl().ToString());
        Assert.Equal($"{Host}stickers/1.png", animated.FileUrl().ToString());
        Assert.Equal($"{Host}emojis/1.webp?animated=true", new Emoji { Id = 1, Name = "e", Animated = true }.ImageUrl().ToString());
        Assert.Null(new Emoji { Name = "👋" }.ImageUrl());
    }
}
