using Npgsql;
using Sagaz.Core.Errors;
using Sagaz.Core.Migrations;
using Sagaz.Operations.Waiting;

namespace Sagaz.Operations.Migrations;

/// <summary>Takes a database that has the schema already into the journal, once its verify twins agree.</summary>
internal sealed class MigrationBaseline(MigrationFolder folder, MigrationRequest request, IProgressLog log)
{
    /// <summary>Verifies the scripts up to the baseline and writes their rows: all of them or none.</summary>
    /// <exception cref="PreconditionException">The journal is further, or a script cannot be verified.</exception>
    /// <exception cref="OperationFailedException">A twin does not find its change.</exception>
    public async Task MarkAsync(MigrationSession session, int number, CancellationToken ct)
    {
        var plan = BaselinePlan.Judge(folder.Scripts, await MigrationJournal.ReadAsync(session.Connection, ct), number);
        await using var transaction = await session.Connection.BeginTransactionAsync(ct);
        foreach (var script in plan.ToMark)
        {
            await VerifyAsync(session.Connection, script, ct);
            var row = new MigrationJournal(script, $"{request.PipelineVersion}+baseline", TimeSpan.Zero);
            row.StoreExecutedScript(new DbUp.Engine.SqlScript(script.Name, script.Text), session.Connection.CreateCommand);
        }

        await transaction.CommitAsync(ct);
        log.Information($"{plan.ToMark.Count} migrations up to {number:000} were verified and marked as applied.");
    }

    private async Task VerifyAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken ct)
    {
        foreach (var statement in SqlStatementSplitter.Split($"verify/{script.Header.Verify}", folder.Twins[script.Name]))
        {
            try
            {
                await using var command = new NpgsqlCommand(statement.Text, connection);
                await command.ExecuteNonQueryAsync(ct);
            }
            catch (PostgresException refused)
            {
                throw MigrationFailure.NotThere(script, statement, refused);
            }
        }
    }
}
