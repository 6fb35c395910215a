using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>What a reader makes of the shapes that Discord sends, and of what does not fit.</summary>
public sealed class ModelReadingTests
{
    [Fact]
    public void Snowflake_is_read_from_a_string_or_a_number()
    {
        var model = Read(
            GatewayJsonContext.Default.MessageDelete, """{"id":18446744073709551615,"channel_id":"18446744073709551615"}""");
        Assert.Equal(new Snowflake(ulong.MaxValue), model.Id);
        Assert.Equal(model.Id, model.ChannelId);
    }

    [Fact]
    public void Absent_and_null_are_distinguished_where_a_field_allows_both()
    {
        Assert.Equal(default, Member("{}").Nick);
        Assert.Equal(new Optional<string?>(null), Member("""{"nick":null}""").Nick);
        Assert.Equal("Nell", Member("""{"nick":"Nell"}""").Nick);
        Assert.False(Member("{}").Nick.IsPresent);
        Assert.True(Member("""{"nick":null}""").Nick.IsPresent);
    }

    [Fact]
    public void Timestamp_keeps_its_instant_and_whether_it_has_an_offset()
    {
        var with = Member("""{"joined_at":"2026-03-01T20:30:00.299+02:00"}""").JoinedAt!.Value;
        var without = Member("""{"joined_at":"2026-03-01T18:30:00.299000"}""").JoinedAt!.Value;
        var utc = Member("""{"joined_at":"2026-03-01T18:30:00.299Z"}""").JoinedAt!.Value;

        var instant = new DateTimeOffset(2026, 3, 1, 18, 30, 0, 299, TimeSpan.Zero);
        Assert.All([with, without, utc], timestamp => Assert.Equal(instant, timestamp.Instant));
        Assert.Equal([true, false, true], [with.HasOffset, without.HasOffset, utc.HasOffset]);
        Assert.Null(Member("""{"joined_at":null}""").JoinedAt);
    }

    [Fact]
    public void Unknown_enum_values_are_kept_and_known_ones_are_recognized()
    {
        var presence = Read(
            GatewayJsonContext.Default.PresenceUpdate,
            """{"status":"asleep","client_status":{"web":"d\u006ed"},"activities":[{"type":77}]}""");
        Assert.Equal("asleep", presence.Status.Value);
        Assert.Equal(OnlineStatus.DoNotDisturb, presence.ClientStatus.Web);
        Assert.Equal(77, (int)presence.Activities[0].Type);
        Assert.Same(OnlineStatus.DoNotDisturb.Value, presence.ClientStatus.Web!.Value.Value);
    }

    [Fact]
    public void Flags_of_64_bits_are_read_from_text_and_keep_unknown_bits()
    {
        var member = Member("""{"permissions":"9223372036854775809"}""");
        Assert.Equal((Permissions)9223372036854775809, member.Permissions);
        Assert.True(member.Permissions!.Value.HasFlag(Permissions.CreateInstantInvite));
    }

    [Fact]
    public void Scalar_keeps_its_JSON_type()
    {
        string json = """{"data":{"options":[{"value":"1"},{"value":1},{"value":1.5},{"value":true},{"value":null}]}}""";
        var options = Read(GatewayJsonContext.Default.InteractionCreate, json).Data!.Options;
        Assert.Equal(
            [new Scalar("1"), new Scalar(1L), new Scalar(1.5), new Scalar(true), null],
            options.Select(option => option.Value));
        Assert.Equal(["1", "1", "1.5", "true", ""], options.Select(option => option.Value.ToString() ?? ""));
    }

    [Fact]
    public void Scalar_can_hold_integers_of_64_bits()
    {
        string json =
            """{"data":{"options":[{"value":18446744073709551615},{"value":9223372036854775808},{"value":-9223372036854775808}]}}""";
        var options = Read(GatewayJsonContext.Default.InteractionCreate, json).Data!.Options;
        Assert.Equal([ulong.MaxValue, 9223372036854775808, null], options.Select(option => option.Value!.Value.AsUInt64));
        Assert.Equal([null, null, long.MinValue], options.Select(option => option.Value!.Value.AsInt64));
        Assert.Equal(
            ["18446744073709551615", "9223372036854775808", "-9223372036854775808"], options.Select(option => option.Value.ToString()!));
    }

    [Fact]
    public void Event_model_is_its_base_model()
    {
        var message = Read(GatewayJsonContext.Default.MessageCreate, """{"guild_id":"1","content":"hi","id":"2"}""");
        Message extended = message;
        Assert.Equal(("hi", new Snowflake(2), (Snowflake?)1), (extended.Content, extended.Id, message.GuildId));
    }

    [Fact]
    public void Model_written_as_its_base_model_keeps_its_fields()
    {
        Message message = Read(GatewayJsonContext.Default.MessageCreate, """{"guild_id":"1","content":"hi","id":"2"}""");
        Assert.Contains(
            "\"guild_id\":\"1\"", JsonSerializer.Serialize(message, GatewayJsonContext.Default.Message), StringComparison.Ordinal);
    }

    [Fact]
    public void Unexpected_null_is_read_as_absent()
    {
        var message = Read(
            GatewayJsonContext.Default.MessageCreate,
            """{"id":null,"author":null,"content":null,"mentions":null,"tts":null,"type":null,"timestamp":null}""");
        Assert.Equal(
            (default, "", "", true, false, MessageType.Default),
            (message.Id, message.Author.Username, message.Content, message.Mentions.IsEmpty, message.Tts, message.Type));
    }

    [Theory]
    [InlineData("""{"author":{"id":[]}}""", "MESSAGE_CREATE.author.id", "a snowflake was expected, but it is a list.")]
    [InlineData("""{"channel_id":"12x"}""", "MESSAGE_CREATE.channel_id", "a snowflake was expected, but it is another string.")]
    [InlineData("""{"channel_id":-1}""", "MESSAGE_CREATE.channel_id", "a snowflake was expected, but it is another number.")]
    [InlineData("""{"content":true}""", "MESSAGE_CREATE.content", "a string was expected, but it is a boolean.")]
    [InlineData("""{"tts":"no"}""", "MESSAGE_CREATE.tts", "a boolean was expected, but it is another string.")]
    [InlineData(
        """{"x":[1,{"y":2}],"type":1.5}""", "MESSAGE_CREATE.type", "a whole number of 32 bits was expected, but it is another number.")]
    [InlineData("""{"type":"2147483648"}""", "MESSAGE_CREATE.type", "a whole number of 32 bits was expected, but it is another string.")]
    [InlineData("""{"timestamp":"yesterday"}""", "MESSAGE_CREATE.timestamp", "a timestamp was expected, but it is another string.")]
    [InlineData("""{"mentions":{}}""", "MESSAGE_CREATE.mentions", "a list was expected, but it is an object.")]
    [InlineData(
        """{"mentions":[{},{"member":{"roles":["1",{}]}}]}""",
        "MESSAGE_CREATE.mentions[1].member.roles[1]",
        "a snowflake was expected, but it is an object.")]
    [InlineData("""{"author":"me"}""", "MESSAGE_CREATE.author", "an object was expected, but it is another string.")]
    public void Mismatched_value_is_reported_with_its_path(string json, string path, string problem)
    {
        var fields = new RecordedFields();
        byte[] text = Models.Dispatch(typeof(MessageCreate), "MESSAGE_CREATE", Encoding.UTF8.GetBytes(json), fields);

        Assert.Equal([$"{path}: {problem}"], fields.Problems);
        Assert.NotEmpty(text);
    }

    [Theory]
    [InlineData("""{"id":"12x"}""", "MESSAGE_CREATE.id", "a snowflake was expected, but it is another string.")]
    [InlineData("""{"id":{}}""", "MESSAGE_CREATE.id", "a snowflake was expected, but it is an object.")]
    [InlineData("""[]""", "MESSAGE_CREATE", "an object was expected, but it is a list.")]
    [InlineData("""5""", "MESSAGE_CREATE", "an object was expected, but it is another number.")]
    public void Event_with_an_invalid_id_or_of_another_type_is_an_exception_that_names_the_path(
        string json,
        string path,
        string problem)
    {
        var exception = Assert.Throws<JsonException>(() => Dispatched<MessageCreate>("MESSAGE_CREATE", Encoding.UTF8.GetBytes(json)));
        Assert.Equal((path, $"{path}: {problem}"), (exception.Path, exception.Message));
    }

    [Theory]
    [InlineData("""{"user":{"username":"a","id":"x"}}""", "GUILD_MEMBER_ADD.user.id")]
    [InlineData("""{"user":"me"}""", "GUILD_MEMBER_ADD.user")]
    public void Required_id_of_an_event_can_be_in_a_nested_object(string json, string path) => Assert.Equal(
        path, Assert.Throws<JsonException>(() => Dispatched<GuildMemberAdd>("GUILD_MEMBER_ADD", Encoding.UTF8.GetBytes(json))).Path);

    [Theory]
    [InlineData("""{"id":5}""", 5)]
    [InlineData("""{"id":5.0}""", 5)]
    [InlineData("""{"id":1844674407370955161500e-2}""", 18446744073709551615)]
    [InlineData("""{"id":"9007199254740993.0"}""", 9007199254740993)]
    [InlineData("""{"id":"\u0039007199254740993"}""", 9007199254740993)]
    [InlineData("""{"id":null}""", 0)]
    public void Id_is_read_exactly_in_any_form(string json, ulong id) =>
        Assert.Equal(id, Dispatched<MessageCreate>("MESSAGE_CREATE", Encoding.UTF8.GetBytes(json)).Id.Value);

    [Fact]
    public void Numbers_and_strings_are_interchangeable()
    {
        var fields = new RecordedFields();
        var state = new DispatchState { Reports = fields };
        byte[] json = """
            {"content":2048,"nonce":1.50,"type":"19","flags":"4.0","position":-0.0,"tts":false,"author":{"id":1e3,"username":5,"accent_color":"255","discriminator":1e0},
            "embeds":[{"color":1.6711680e7}],"mention_roles":[5.0,"6e0"],"attachments":[{"duration_secs":"1.5","width":300.0}]}
            """u8.ToArray();
        var message = new Dispatch("MESSAGE_CREATE"u8, json, 1, ref state).Model<MessageCreate>();

        Assert.Empty(fields.Problems);
        Assert.Equal(
            ("2048", MessageType.Reply, MessageFlags.SuppressEmbeds, 0), (message.Content, message.Type, message.Flags, message.Position));
        Assert.Equal(
            (1000UL, "5", 255, "1e0"),
            (message.Author.Id.Value, message.Author.Username, message.Author.AccentColor.Value, message.Author.Discriminator));
        Assert.Equal(
            (16711680, 1.5, 300), (message.Embeds[0].Color, message.Attachments[0].DurationSecs, message.Attachments[0].Width.Value));
        Assert.Equal([5UL, 6UL], message.MentionRoles.Select(role => role.Value));
    }

    [Fact]
    public void Mismatched_elements_and_keys_are_omitted()
    {
        var fields = new RecordedFields();
        var state = new DispatchState { Reports = fields };
        byte[] json =
            """{"data":{"resolved":{"users":{"1":{"id":"1"},"2":[],"x":{"id":"3"},"4.0":{"id":"4"}}},"options":[5,{"name":"a"},null]}}"""u8
            .ToArray();
        var data = new Dispatch("INTERACTION_CREATE"u8, json, 1, ref state).Model<InteractionCreate>().Data!;

        Assert.Equal([1UL, 4UL], data.Resolved!.Users.Keys.Select(key => key.Value));
        Assert.Equal(["a"], data.Options.Select(option => option.Name));
        Assert.Equal(
            ["INTERACTION_CREATE.data.options[0]", "INTERACTION_CREATE.data.resolved.users.2", "INTERACTION_CREATE.data.resolved.users.x"],
            fields.Paths);
    }

    [Fact]
    public void Invalid_JSON_and_invalid_UTF8_in_a_model_are_a_JsonException()
    {
        Assert.Throws<JsonException>(() => Dispatched<MessageCreate>("MESSAGE_CREATE", "{\"author\":{\"id\":"u8.ToArray()));
        Assert.Throws<JsonException>(() => Dispatched<MessageCreate>("MESSAGE_CREATE", "{\"author\":{]"u8.ToArray()));
        var exception = Assert.Throws<JsonException>(
            () => Dispatched<MessageCreate>("MESSAGE_CREATE", [.. "{\"author\":{\"username\":\""u8, 0xFF, .. "\"}}"u8]));
        Assert.Equal("MESSAGE_CREATE.author.username", exception.Path);
    }

    [Fact]
    public void Invalid_property_name_in_a_model_is_a_JsonException_with_its_path()
    {
        var lone = Assert.Throws<JsonException>(
            () => Dispatched<MessageCreate>("MESSAGE_CREATE", """{"author":{"\ud800":1}}"""u8.ToArray()));
        Assert.Equal("MESSAGE_CREATE.author", lone.Path);
        var above = ModelPath.Locate(new JsonException(), "E", """{"\ud800":{"x":1}}"""u8, 15);
        Assert.Equal("E.\\ud800.x", above.Path);
        var bytes = Assert.Throws<JsonException>(
            () => Dispatched<MessageCreate>("MESSAGE_CREATE", [.. "{\""u8, 0xFF, .. "\":1,\"id\":{}}"u8]));
        Assert.Equal("MESSAGE_CREATE.id", bytes.Path);
    }

    [Fact]
    public void Number_outside_the_range_of_double_is_reported_as_a_mismatch() => Assert.Throws<JsonException>(
        () => Read(GatewayJsonContext.Default.InteractionCreate, """{"data":{"options":[{"value":1e400}]}}"""));

    [Fact]
    public void Serializer_exception_contains_the_path()
    {
        var exception = Assert.Throws<JsonException>(() => Read(GatewayJsonContext.Default.Message, """{"author":{"id":{}}}"""));
        Assert.StartsWith("Message.author.id: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_depth_of_models_is_limited()
    {
        string json = string.Concat(Enumerable.Repeat("{\"referenced_message\":", 100)) + "null" + new string('}', 100);
        Assert.Throws<JsonException>(() => Dispatched<MessageCreate>("MESSAGE_CREATE", Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void List_allocates_one_array_and_an_empty_list_allocates_nothing()
    {
        byte[] ten = """{"roles":["1","2","3","4","5","6","7","8","9","10"]}"""u8.ToArray();
        byte[] none = """{"roles":[]}"""u8.ToArray();
        byte[] absent = "{}"u8.ToArray();
        Assert.Equal(
            AllocatedBy(() => Dispatched<PartialMember>("M", absent)),
            AllocatedBy(() => Dispatched<PartialMember>("M", none)));
        Assert.Equal(
            AllocatedBy(() => Dispatched<PartialMember>("M", none)) + AllocatedBy(() => new ulong[10]),
            AllocatedBy(() => Dispatched<PartialMember>("M", ten)));
    }

    [Fact]
    public void Known_enum_value_does_not_allocate()
    {
        byte[] known = """{"web":"online"}"""u8.ToArray();
        byte[] absent = "{}"u8.ToArray();
        Assert.Equal(
            AllocatedBy(() => Dispatched<ClientStatus>("C", absent)),
            AllocatedBy(() => Dispatched<ClientStatus>("C", known)));
    }

    private static long AllocatedBy(Func<object> action)
    {
        for (int i = 0; i < 50; i++)
        {
            action();
        }

        return AllocatedBytes.By(action);
    }

    private static PartialMember Member(string json) => Read(GatewayJsonContext.Default.PartialMember, json);

    private static T Read<T>(JsonTypeInfo<T> info, string json) => JsonSerializer.Deserialize(json, info)!;

    private static T Dispatched<T>(string name, byte[] json) where T : class, IGatewayModel<T>
    {
        var state = new DispatchState();
        return new Dispatch(Encoding.UTF8.GetBytes(name), json, 1, ref state).Model<T>();
    }
}
