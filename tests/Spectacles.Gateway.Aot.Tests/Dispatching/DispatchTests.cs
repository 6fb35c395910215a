using System.Text;
using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Dispatching;

public sealed class DispatchTests
{
    [Fact]
    public void Model_is_parsed_once_for_any_number_of_handlers()
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
    public void Base_model_and_extended_model_are_both_kept_when_the_base_model_is_read_first()
    {
        var state = default(DispatchState);
        var dispatch = new Dispatch("COUNTED"u8, """{"x":1}"""u8, 1, ref state);

        var first = dispatch.Model<PlainModel>();
        var extended = dispatch.Model<ExtendedModel>();

        Assert.NotSame(first, extended);
        Assert.Same(first, dispatch.Model<PlainModel>());
        Assert.Same(extended, dispatch.Model<ExtendedModel>());
    }

    [Fact]
    public void Extended_model_is_returned_for_its_base_model()
    {
        var state = default(DispatchState);
        var dispatch = new Dispatch("COUNTED"u8, """{"x":1}"""u8, 1, ref state);

        Assert.Same(dispatch.Model<ExtendedModel>(), dispatch.Model<PlainModel>());
    }

    [Fact]
    public void Unrelated_models_are_parsed_once_each()
    {
        var state = default(DispatchState);
        var dispatch = new Dispatch("COUNTED"u8, """{"x":1}"""u8, 1, ref state);

        var first = dispatch.Model<PlainModel>();
        var other = dispatch.Model<OtherModel>();

        Assert.Same(first, dispatch.Model<PlainModel>());
        Assert.Same(other, dispatch.Model<OtherModel>());
    }

    [Fact]
    public void Dispatch_data_ends_at_the_value_when_more_bytes_follow()
    {
        var state = default(DispatchState);
        var dispatch = new Dispatch("A"u8, """{"a":"}"},"later":{}"""u8, 1, ref state);

        Assert.Equal("""{"a":"}"}""", Encoding.UTF8.GetString(dispatch.Data));
        Assert.Equal("""{"a":"}"}""", Encoding.UTF8.GetString(dispatch.Data));
    }

    [Fact]
    public void Invalid_JSON_data_is_an_exception_of_its_reader() => Assert.ThrowsAny<JsonException>(() =>
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

    private class PlainModel : IGatewayModel<PlainModel>
    {
        static PlainModel IGatewayModel<PlainModel>.Read(ref PayloadReader reader)
        {
            reader.Skip();
            return new PlainModel();
        }

        static void IGatewayModel<PlainModel>.Write(Utf8JsonWriter writer, PlainModel value) => throw new NotSupportedException();
    }

    private sealed class ExtendedModel : PlainModel, IGatewayModel<ExtendedModel>
    {
        static ExtendedModel IGatewayModel<ExtendedModel>.Read(ref PayloadReader reader)
        {
            reader.Skip();
            return new ExtendedModel();
        }

        static void IGatewayModel<ExtendedModel>.Write(Utf8JsonWriter writer, ExtendedModel value) => throw new NotSupportedException();
    }

    private sealed class OtherModel : IGatewayModel<OtherModel>
    {
        static OtherModel IGatewayModel<OtherModel>.Read(ref PayloadReader reader)
        {
            reader.Skip();
            return new OtherModel();
        }

        static void IGatewayModel<OtherModel>.Write(Utf8JsonWriter writer, OtherModel value) => throw new NotSupportedException();
    }
}
