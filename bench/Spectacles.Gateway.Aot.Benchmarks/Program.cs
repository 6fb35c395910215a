using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Spectacles.Gateway.Benchmarks;

if (args is ["compression"])
{
    CompressionTable.Print();
    return;
}

if (args is ["guilds"])
{
    await GuildTable.PrintAsync();
    return;
}

// In this process: a project that BenchmarkDotNet generates would not build with the repository's analyzer rules.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance
    .AddDiagnoser(MemoryDiagnoser.Default)
    .HideColumns(Column.Error, Column.StdDev, Column.RatioSD, Column.Gen0, Column.Gen1, Column.Gen2, Column.AllocRatio)
    .AddColumn(StatisticColumn.Median)
    .AddJob(Job.ShortRun.WithIterationCount(9).WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: false))));
