using System.Text;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

public sealed class CommandOptionTests
{
    private const string Plain = """
        {"id":"1","type":2,"data":{"id":"2","name":"roll","type":1,"options":[{"name":"sides","type":4,"value":20},
        {"name":"text","type":3,"value":"a \u0022b\u0022"},{"name":"id","type":3,"value":"12x"}]}}
        """;

    [Fact]
    public void Options_of_the_invoked_subcommand_are_read_by_name()
    {
        var data = Read(Payload.Read("INTERACTION_CREATE"), command => command.Model<InteractionCreate>().Data!);

        Assert.Equal("amber", data.Option("colour")?.AsString);
        Assert.Equal(9007199254740991, data.Option("hours")?.AsInt64);
        Assert.Equal(0.5, data.Option("brightness")?.AsDouble);
        Assert.True(data.Option("steady")?.AsBoolean);
        Assert.Equal(new Snowflake(381892281712345088), data.Option("keeper")?.AsSnowflake);
        Assert.Equal(new Snowflake(1187342907563343925), data.Option("where")?.AsSnowflake);
        Assert.Equal(new Snowflake(1187343520842592286), data.Option("role")?.AsSnowflake);
        Assert.Equal(new Snowflake(1190018733405241354), data.Option("anyone")?.AsSnowflake);
        Assert.Equal(new Snowflake(1412300037748737107), data.Option("picture")?.AsSnowflake);
        Assert.Equal("bo_k", data.Resolved!.Users[data.Option("keeper")!.AsSnowflake!.Value].Username);
        Assert.Null(data.Option("all"));
        Assert.Null(data.Option("absent"));
    }

    [Fact]
    public void View_reads_the_same_options_without_allocation()
    {
        byte[] json = Payload.Read("INTERACTION_CREATE");
        Assert.True(ReadView(json));
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isRight = ReadView(json);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(isRight);
    }

    [Fact]
    public void Value_of_another_form_is_null()
    {
        var data = Read(Encoding.UTF8.GetBytes(Plain), command => command.Model<InteractionCreate>().Data!);

        var sides = data.Option("sides")!;
        Assert.Equal((20, 20.0), (sides.AsInt64, sides.AsDouble));
        Assert.Null(sides.AsString);
        Assert.Null(sides.AsBoolean);
        Assert.Equal("a \"b\"", data.Option("text")!.AsString);
        Assert.Null(data.Option("text")!.AsInt64);
        Assert.Null(data.Option("text")!.AsSnowflake);
        Assert.Null(data.Option("id")!.AsSnowflake);
    }

    [Theory]
    [InlineData("INTERACTION_CREATE.button")]
    [InlineData("INTERACTION_CREATE.bare_command")]
    public void Interaction_without_options_has_none(string payload)
    {
        byte[] json = Payload.Read(payload);
        Assert.Null(Read(json, command => command.Model<InteractionCreate>().Data!.Option("user")));
        Assert.False(Read(json, command => command.View<InteractionCreate.View>().Data.Option("user"u8).HasValue));
    }

    [Theory]
    [InlineData("\"18446744073709551615\"", ulong.MaxValue)]
    [InlineData("\"1\\u0032\"", 12UL)]
    [InlineData("12", 12UL)]
    [InlineData("\"18446744073709551616\"", null)]
    [InlineData("\"-1\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("1.5", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    public void Id_is_read_the_same_way_by_model_and_view(string value, ulong? expected)
    {
        byte[] json = Encoding.UTF8.GetBytes(
            "{\"id\":\"1\",\"data\":{\"options\":[{\"name\":\"user\",\"type\":6,\"value\":" + value + "}]}}");
        ulong? model = Read(json, command => command.Model<InteractionCreate>().Data!.Option("user")!.AsSnowflake)?.Value;
        ulong? view = Read(json, command => command.View<InteractionCreate.View>().Data.Option("user"u8).Value.AsSnowflake)?.Value;
        Assert.Equal((expected, expected), (model, view));
    }

    private static bool ReadView(byte[] json)
    {
        var state = default(CompilerServices.DispatchState);
        var data = new Dispatch("INTERACTION_CREATE"u8, json, 1, ref state).View<InteractionCreate.View>().Data;
        return data.Option("colour"u8).Value.AsString.Equals("amber"u8)
            && data.Option("hours"u8).Value.AsInt64 == 9007199254740991
            && data.Option("steady"u8).Value.AsBoolean == true
            && data.Option("keeper"u8).Value.AsSnowflake == new Snowflake(381892281712345088)
            && !data.Option("absent"u8).HasValue;
    }

    private static T Read<T>(byte[] json, Reading<T> read)
    {
        var state = default(CompilerServices.DispatchState);
        return read(new Dispatch("INTERACTION_CREATE"u8, json, 1, ref state));
    }

    private delegate T Reading<T>(Dispatch dispatch);
}
