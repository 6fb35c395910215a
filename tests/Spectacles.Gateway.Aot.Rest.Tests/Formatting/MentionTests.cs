using CsCheck;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>The formats of Discord's table, and what is none of them.</summary>
public sealed class MentionTests
{
    public static TheoryData<string, Mention> Formats => new()
    {
        { "<@80351110224678912>", Mention.User(80351110224678912) },
        { "<#103735883630395392>", Mention.Channel(103735883630395392) },
        { "<@&165511591545143296>", Mention.Role(165511591545143296) },
        { "</airhorn:816437322781949972>", Mention.Command("airhorn", 816437322781949972) },
        { "</permissions user edit:1>", Mention.Command("permissions user edit", 1) },
        { "</größe:1>", Mention.Command("größe", 1) },
        { "<:mmLol:216154654256398347>", Mention.Emoji("mmLol", 216154654256398347) },
        { "<a:b1nzy:392938283556143104>", Mention.Emoji("b1nzy", 392938283556143104, isAnimated: true) },
        { "<id:customize>", Mention.Page(GuildPage.Customize) },
        { "<id:browse>", Mention.Page(GuildPage.Browse) },
        { "<id:guide>", Mention.Page(GuildPage.Guide) },
        { "<id:linked-roles>", Mention.Page(GuildPage.LinkedRoles) },
        { "<id:linked-roles:18446744073709551615>", Mention.LinkedRole(ulong.MaxValue) },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Mention_is_written_without_an_allocation_and_read_back(string text, Mention mention)
    {
        Assert.Equal(text, mention.ToString());
        Allocation.AssertNoneWhenFormatted(mention);
        Assert.True(Mention.TryParse(text, out var read));
        Assert.Equal(mention, read);
        Assert.True(Mention.TryRead($"{text} and more>", out read, out int length));
        Assert.Equal((mention, text.Length), (read, length));
    }

    [Fact]
    public void Exclamation_mark_of_old_clients_is_read()
    {
        Assert.True(Mention.TryParse("<@!1>", out var mention));
        Assert.Equal(Mention.User(1), mention);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<>")]
    [InlineData("<@>")]
    [InlineData("<@0>")]
    [InlineData("<@1")]
    [InlineData("<@1> ")]
    [InlineData(" <@1>")]
    [InlineData("<@-1>")]
    [InlineData("<@18446744073709551616>")]
    [InlineData("<@name>")]
    [InlineData("<#1 >")]
    [InlineData("<:1>")]
    [InlineData("<::1>")]
    [InlineData("<:a b:1>")]
    [InlineData("<b:name:1>")]
    [InlineData("</:1>")]
    [InlineData("</a\n:1>")]
    [InlineData("<id:other>")]
    [InlineData("<id:guide:1>")]
    [InlineData("<id:linked-roles:>")]
    [InlineData("<t:1>")]
    public void Other_text_is_no_mention(string? text)
    {
        Assert.False(Mention.TryParse(text, out var mention));
        Assert.Equal(default, mention);
    }

    [Fact]
    public void Reading_the_mention_of_a_user_allocates_nothing() =>
        Assert.Equal(0, Allocation.Of(static () => Mention.TryRead("<@80351110224678912> hello", out _, out _)));

    [Fact]
    public void Any_text_is_read_as_a_mention_only_if_it_is_written_like_that() =>
        Gen.String[Gen.Char["<@&!#/:aidt>0123456789 \0"], 0, 12].Sample(text =>
        {
            // Zeros before an id and the mark of old clients are not written.
            if (Mention.TryParse(text, out var mention))
            {
                Assert.Equal(Plain(text), Plain(mention.ToString()));
            }
        });

    [Fact]
    public void Name_is_required()
    {
        Assert.Throws<ArgumentException>(() => Mention.Command("", 1));
        Assert.Throws<ArgumentException>(() => Mention.Emoji("", 1));
        Assert.Throws<ArgumentException>(() => Mention.Emoji(new Events.Emoji { Name = "👋" }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Mention.Page((GuildPage)9));
        Assert.Equal("", default(Mention).ToString());
    }

    private static string Plain(string text) => text
        .Replace("<@!", "<@", StringComparison.Ordinal)
        .Replace("0", "", StringComparison.Ordinal);
}
