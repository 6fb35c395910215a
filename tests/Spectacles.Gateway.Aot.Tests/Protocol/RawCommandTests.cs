using System.Text;

namespace Spectacles.Gateway.Tests.Protocol;

public sealed class RawCommandTests
{
    [Theory]
    [InlineData("""{"op":4,"d":{"guild_id":"1"}}""", 4)]
    [InlineData("""  {"d":null , "op": 99, "x":[{}], "t":null} """, 99)]
    [InlineData("""{"op":8}""", 8)]
    [InlineData("""{"op":3,"d":{"activities":[{"name":"\u00e9","type":0},{}],"status":"dnd","afk":true,"since":null}}""", 3)]
    public void Raw_payload_is_sent_unchanged(string payload, int opcode)
    {
        var command = RawCommand.FromPayload(Encoding.UTF8.GetBytes(payload));

        Assert.Equal((Opcode)opcode, command.Opcode);
        Assert.Equal(payload, Encoding.UTF8.GetString(command.ToUtf8().Span));
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("{", "is not JSON")]
    [InlineData("""{"op":4,"d":{}} x""", "is not JSON")]
    [InlineData("""{"op":4,"d":"\ud800"}""", "is not JSON")]
    [InlineData("""{"op":4,"d":01}""", "is not JSON")]
    [InlineData("[4]", "is not a JSON object")]
    [InlineData("4", "is not a JSON object")]
    [InlineData("""{"d":{}}""", "has no op")]
    [InlineData("""{"op":"4","d":{}}""", "op of the payload is not an integer")]
    [InlineData("""{"op":4.5,"d":{}}""", "op of the payload is not an integer")]
    [InlineData("""{"op":4,"d":{},"op":2}""", "has op twice")]
    [InlineData("""{"op":4,"d":{},"d":2}""", "has d twice")]
    [InlineData("""{"op":2,"d":{}}""", "ClusterOptions.Presence")]
    [InlineData("""{"op":3,"d":null}""", "A presence (op 3) needs")]
    [InlineData("""{"op":3,"d":{"status":"online"}}""", "A presence (op 3) needs")]
    [InlineData("""{"op":3,"d":{"activities":[]}}""", "A presence (op 3) needs")]
    [InlineData("""{"op":3,"d":{"activities":[1],"status":"online"}}""", "A presence (op 3) needs")]
    [InlineData("""{"op":3,"d":{"activities":{},"status":"online"}}""", "A presence (op 3) needs")]
    [InlineData("""{"op":3,"d":{"activities":[],"status":"busy"}}""", "A presence (op 3) needs")]
    public void Raw_payload_that_Discord_would_reject_is_rejected(string payload, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => RawCommand.FromPayload(Encoding.UTF8.GetBytes(payload)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_rejected() =>
        Assert.Contains(
            "not UTF-8",
            Assert.Throws<ArgumentException>(() => RawCommand.FromPayload([.. """{"op":4,"d":" """u8, 0xFF, .. "\"}"u8])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Raw_command_of_4096_bytes_is_accepted_and_a_longer_one_is_rejected()
    {
        const int envelope = 14;
        byte[] data = Encoding.UTF8.GetBytes($"\"{new string('x', 4096 - envelope - 2)}\"");

        Assert.Equal(4096, RawCommand.FromData((Opcode)99, data).ToUtf8().Length);
        var error = Assert.Throws<ArgumentException>(() => RawCommand.FromData((Opcode)999, data));
        Assert.Contains("has 4097 bytes; Discord accepts at most 4096", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RawCommand.FromPayload(new byte[4097]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("x")]
    public void Raw_data_that_is_not_a_single_JSON_value_is_rejected(string data) =>
        Assert.Contains(
            "The data is not JSON",
            Assert.Throws<ArgumentException>(() => RawCommand.FromData((Opcode)99, Encoding.UTF8.GetBytes(data))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "[GatewayEvent]")]
    [InlineData(1, "Shard.HeartbeatAsync")]
    [InlineData(2, "Cluster.SpawnAsync")]
    [InlineData(5, "no longer")]
    [InlineData(6, "SessionStore")]
    [InlineData(7, "only received")]
    [InlineData(9, "only received")]
    [InlineData(10, "only received")]
    [InlineData(11, "only received")]
    public void Opcode_reserved_for_the_library_is_rejected_and_the_error_names_the_alternative(int opcode, string instead) =>
        Assert.Contains(
            instead, Assert.Throws<ArgumentException>(() => RawCommand.FromData((Opcode)opcode, "{}"u8)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("PRESENCE_UPDATE", 3)]
    [InlineData("STATUS_UPDATE", 3)]
    [InlineData("VOICE_STATE_UPDATE", 4)]
    [InlineData("REQUEST_GUILD_MEMBERS", 8)]
    [InlineData("REQUEST_SOUNDBOARD_SOUNDS", 31)]
    [InlineData("REQUEST_CHANNEL_INFO", 43)]
    public void Command_names_of_Discord_and_of_the_seed_are_known(string name, int opcode) =>
        Assert.Equal((Opcode)opcode, CommandRules.Find(name));

    [Fact]
    public void Unknown_command_name_is_rejected_and_the_error_lists_the_known_names()
    {
        var error = Assert.Throws<ArgumentException>(() => CommandRules.Find("request_guild_members"));

        Assert.StartsWith("'request_guild_members' is not the name of a command. Known commands: PRESENCE_UPDATE, STATUS_UPDATE, "
            + "VOICE_STATE_UPDATE, REQUEST_GUILD_MEMBERS, REQUEST_SOUNDBOARD_SOUNDS, REQUEST_CHANNEL_INFO.", error.Message,
            StringComparison.Ordinal);
    }
}
