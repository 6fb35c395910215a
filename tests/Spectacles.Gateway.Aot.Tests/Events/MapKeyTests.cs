using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>The keys of maps are ids of 64 bits, up to the greatest, or enums of 32 bits with all their numbers.</summary>
public sealed class MapKeyTests
{
    [Fact]
    public void Greatest_id_of_20_digits_is_a_valid_map_key()
    {
        var resolved = new ResolvedData.View(
            """{"users":{"7":{"id":"7","username":"Ann"},"18446744073709551615":{"id":"18446744073709551615","username":"Max"}}}"""u8);

        Assert.True(resolved.Users.TryGetValue(ulong.MaxValue, out var greatest) && greatest.Username.Equals("Max"u8));
        Assert.Equal("Max", resolved.ToModel().Users![new Snowflake(ulong.MaxValue)].Username);
        Assert.False(resolved.Users.TryGetValue(ulong.MaxValue - 1, out _));
    }

    [Fact]
    public void Enum_key_is_read_by_model_and_view()
    {
        var view = new InteractionCreate.View("""{"id":"1","authorizing_integration_owners":{"0":"5","1":"6"}}"""u8);
        var owners = view.AuthorizingIntegrationOwners;

        Assert.True(owners.TryGetValue(ApplicationIntegrationType.UserInstall, out var user));
        Assert.Equal(6ul, user.Value);
        Assert.False(owners.TryGetValue((ApplicationIntegrationType)2, out _));
        var entries = owners.GetEnumerator();
        Assert.True(entries.MoveNext());
        Assert.Equal((ApplicationIntegrationType.GuildInstall, new Snowflake(5)), (entries.Current.Key, entries.Current.Value));
        Assert.Equal(5ul, Read(view.ToModel()).AuthorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall].Value);
    }

    [Fact]
    public void Map_with_enum_keys_leads_to_objects()
    {
        const string Map = """
            "integration_types_config":{"1":{"oauth2_install_params":{"scopes":["bot"],"permissions":"8"}}}
            """;
        var view = new Application.View(Encoding.UTF8.GetBytes($$"""{"id":"1",{{Map}} }"""));

        Assert.True(view.IntegrationTypesConfig.TryGetValue(ApplicationIntegrationType.UserInstall, out var config));
        Assert.Equal((Permissions)8, config.Oauth2InstallParams.Permissions);
        var model = view.ToModel();
        Assert.Equal(ApplicationIntegrationType.UserInstall, Assert.Single(model.IntegrationTypesConfig).Key);
        Assert.Contains(Map, JsonSerializer.Serialize(model, GatewayJsonContext.Default.Application), StringComparison.Ordinal);
    }

    [Fact]
    public void Absent_map_with_enum_keys_is_empty_and_is_not_written()
    {
        var model = JsonSerializer.Deserialize("""{"id":"1"}""", GatewayJsonContext.Default.Application)!;

        Assert.Empty(model.IntegrationTypesConfig);
        Assert.DoesNotContain(
            "integration_types_config", JsonSerializer.Serialize(model, GatewayJsonContext.Default.Application), StringComparison.Ordinal);
        Assert.Contains(
            "\"integration_types_config\":{}",
            JsonSerializer.Serialize(
                JsonSerializer.Deserialize("""{"id":"1","integration_types_config":{}}""", GatewayJsonContext.Default.Application)!,
                GatewayJsonContext.Default.Application),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("-3", -3)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("1.0", 1)]
    [InlineData("2e1", 20)]
    public void Unknown_number_as_enum_key_is_kept(string key, int number)
    {
        var fields = new RecordedFields();

        string written = Dispatch(key, fields);

        Assert.Contains($"\"authorizing_integration_owners\":{{\"{number}\":\"5\"}}", written, StringComparison.Ordinal);
        Assert.Empty(fields.Problems);
        var view = new InteractionCreate.View(Json(key));
        Assert.True(view.AuthorizingIntegrationOwners.TryGetValue((ApplicationIntegrationType)number, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("user")]
    [InlineData("1x")]
    [InlineData("+1")]
    [InlineData("0.5")]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    [InlineData("18446744073709551616")]
    public void Entry_whose_enum_key_is_not_a_number_of_32_bits_is_reported_and_omitted(string key)
    {
        var differences = new ViewDifferences();

        ViewComparison.Compare(nameof(InteractionCreate), Json(key), 0, false, differences);

        Assert.Empty(differences.All);
        string problem = Assert.Single(differences.OfModel.Problems, text => text.StartsWith(".auth", StringComparison.Ordinal));
        Assert.Contains("a whole number as the key was expected", problem, StringComparison.Ordinal);
        Assert.Contains(problem, differences.OfView.Problems);
        Assert.Contains("\"authorizing_integration_owners\":{}", Dispatch(key, new RecordedFields()), StringComparison.Ordinal);
    }

    private static byte[] Json(string key) =>
        Encoding.UTF8.GetBytes($$$"""{"id":"1","authorizing_integration_owners":{"{{{key}}}":"5"}}""");

    private static string Dispatch(string key, RecordedFields fields) =>
        Encoding.UTF8.GetString(Models.Dispatch(typeof(InteractionCreate), "INTERACTION_CREATE", Json(key), fields));

    private static InteractionCreate Read(InteractionCreate model) => JsonSerializer.Deserialize(
        JsonSerializer.Serialize(model, GatewayJsonContext.Default.InteractionCreate), GatewayJsonContext.Default.InteractionCreate)!;
}
