using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Dispatching;

namespace Spectacles.Gateway.Tests.Dispatching;

public sealed class DispatchTests
{
    [Fact]
    public void A_model_is_parsed_once_however_many_handlers_ask_for_it()
    {
        var state = default(DispatchState);
        var dispatch = new Dispatch("COUNTED"u8, """{"x":1}"""u8, 1, ref state);
        int before = CountedModel.Reads;

        var first = dispatch.Model<CountedModel>();
        var second = dispatch.Model<CountedModel>();

        Assert.Same(first, second);
        Assert.Equal(1, CountedModel.Reads - before);
    }

    [Fact]
    public void The_data_is_just_the_value_though_more_follows_in_the_message()
    {
        var state = default(DispatchState);
        var dispatch = new Dispatch("A"u8, """{"a":"}"},"later":{}"""u8, 1, ref state);

        Assert.Equal("""{"a":"}"}""", Encoding.UTF8.GetString(dispatch.Data));
        Assert.Equal("""{"a":"}"}""", Encoding.UTF8.GetString(dispatch.Data));
    }

    [Fact]
    public void Data_that_is_no_json_is_an_error_of_its_reader() => Assert.ThrowsAny<JsonException>(() =>
    {
        var state = default(DispatchState);
        _ = new Dispatch("A"u8, """{"a":"""u8, 1, ref state).Data;
    });

    private sealed class CountedModel : IGatewayModel<CountedModel>
    {
        public static int Reads { get; private set; }

        public static CountedModel Read(ref PayloadReader reader)
        {
            Reads++;
            reader.Skip();
            return new CountedModel();
        }

        public static void Write(Utf8JsonWriter writer, CountedModel value) => throw new NotSupportedException();
    }
}
