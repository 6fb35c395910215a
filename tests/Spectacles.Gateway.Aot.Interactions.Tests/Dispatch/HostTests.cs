using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectacles.Gateway.Rest;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>The modules of this assembly in a host, added by the emitted method.</summary>
public sealed class HostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Modules_have_the_services_of_the_host()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: Cancellation);
        var builder = BuilderFor(gateway, "Discord:Token", gateway.Token);
        builder.Services.AddSpectaclesGateway()
            .AddInteractionsOfTests(new InteractionOptions { RegisterCommands = true });
        using var host = builder.Build();
        await host.StartAsync(Cancellation);
        var ada = gateway.People["ada"];

        var first = await ada.UseAsync("write", new() { ["line"] = "Rain" }, cancellationToken: Cancellation);
        var second = await ada.UseAsync("write", new() { ["line"] = "Sun" }, cancellationToken: Cancellation);
        var added = await ada.UseAsync("queue add", new() { ["song"] = "Clair de lune" }, cancellationToken: Cancellation);
        await host.StopAsync(Cancellation);

        Assert.Equal(["1 False", "1 False", "Clair de lune   Newest"], [first.Content, second.Content, added.Content]);

        // One for each call, and one with which the host has found the methods.
        Assert.Equal((3, 3), (DiaryPage.Created, DiaryPage.Disposed));
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Rest_client_has_the_token_file_and_the_address_of_the_bot()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: Cancellation);
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, gateway.Token, Cancellation);
        var builder = BuilderFor(gateway, "Discord:TokenFile", file);
        builder.Services.AddSpectaclesGateway().AddInteractionsOfTests();
        using var host = builder.Build();
        var rest = host.Services.GetRequiredService<BotRest>();

        Assert.Equal(gateway.Api, rest.Api);
        Assert.Equal(gateway.World.ApplicationId, (await rest.GetCurrentApplicationAsync(Cancellation)).Id);
        File.Delete(file);
    }

    [Fact]
    public async Task Rest_client_can_be_changed_or_replaced()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: Cancellation);
        var changed = BuilderFor(gateway, "Discord:Token", gateway.Token);
        changed.Services.AddSpectaclesGateway()
            .AddInteractionsOfTests()
            .AddBotRest(options => options with { Api = new Uri(options.Api, "/api/v9") });
        using var mine = new BotRest(gateway.Token);
        var replaced = BuilderFor(gateway, "Discord:Token", gateway.Token);
        replaced.Services.AddSingleton(mine).AddSpectaclesGateway().AddInteractionsOfTests();
        using var first = changed.Build();
        using var second = replaced.Build();

        Assert.Equal(new Uri(gateway.Api, "/api/v9"), first.Services.GetRequiredService<BotRest>().Api);
        Assert.Same(mine, second.Services.GetRequiredService<BotRest>());
    }

    [Fact]
    public async Task Bot_with_a_name_has_a_rest_client_with_its_name()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: Cancellation);
        var builder = BuilderFor(gateway, "Discord:music:Token", gateway.Token);
        builder.Services.AddSpectaclesGateway("music").AddInteractionsOfTests();
        using var host = builder.Build();

        Assert.NotNull(host.Services.GetRequiredKeyedService<BotRest>("music"));
        Assert.Null(host.Services.GetService<BotRest>());
    }

    private static HostApplicationBuilder BuilderFor(SimulatedGateway gateway, string key, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { [key] = value, ["Discord:Api"] = $"{gateway.Api}" });
        builder.Services.AddScoped<DiaryPage>();
        return builder;
    }
}
