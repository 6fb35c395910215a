using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>https://discord.com/developers/docs/resources/message#allowed-mentions-object</summary>
public sealed class AllowedMentionsTests
{
    public static TheoryData<string, AllowedMentions> Presets => new()
    {
        { """{"parse":[],"replied_user":false}""", AllowedMentions.None },
        { """{"parse":[],"replied_user":true}""", AllowedMentions.RepliedUserOnly },
        { """{"parse":["everyone","roles","users"],"replied_user":true}""", AllowedMentions.All },
        { """{"parse":[],"users":["1","2"]}""", AllowedMentions.OnlyUsers(1, 2) },
        { """{"parse":[],"roles":["1"]}""", AllowedMentions.OnlyRoles(1) },
    };

    [Theory]
    [MemberData(nameof(Presets))]
    public void Preset_is_written_with_an_empty_list_of_kinds_where_no_kind_notifies(string json, AllowedMentions mentions)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(written))
        {
            mentions.WriteTo(writer);
        }

        Assert.Equal(json, Encoding.UTF8.GetString(written.WrittenSpan));
    }
}
