import mongoose, { Schema } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/embedded-mongo/start.js';

/** The whole way: mongoose, the driver, a Unix socket, and the server in its own thread. */

let mongo: EmbeddedMongo;
let connection: mongoose.Connection;

beforeAll(async () => {
  mongo = await startEmbeddedMongo();
  connection = await mongoose.createConnection(mongo.uri, { dbName: 'garage' }).asPromise();
});

afterAll(async () => {
  await connection.close();
  await mongo.close();
});

const carSchema = new Schema({
  name: { type: String, required: true, unique: true },
  price: Schema.Types.Decimal128,
  place: { type: { type: String, enum: ['Point'] }, coordinates: [Number] },
  maker: { type: Schema.Types.ObjectId, ref: 'Maker' },
});
carSchema.index({ place: '2dsphere' });

describe('mongoose', () => {
  it('builds indexes, saves, populates and finds near a place', async () => {
    const Maker = connection.model('Maker', new Schema({ name: String }));
    const Car = connection.model('Car', carSchema);
    await Car.init();
    const maker = await Maker.create({ name: 'M' });
    const place = (longitude: number, latitude: number) => ({
      type: 'Point' as const,
      coordinates: [longitude, latitude],
    });
    const price = (amount: string) => mongoose.Types.Decimal128.fromString(amount);
    await Car.create([
      { name: 'near', price: price('19999.90'), place: place(13.4, 52.5), maker: maker._id },
      { name: 'far', price: price('5.00'), place: place(2.35, 48.85), maker: maker._id },
    ]);
    await expect(Car.create({ name: 'near' })).rejects.toMatchObject({ code: 11000 });
    const [nearest] = await Car.find({
      place: { $near: { $geometry: { type: 'Point', coordinates: [13.3, 52.5] }, $maxDistance: 50_000 } },
    }).populate<{ maker: { name: string } }>('maker');
    expect(nearest?.name).toBe('near');
    expect(nearest?.maker.name).toBe('M');
    expect(String(nearest?.price)).toBe('19999.90');
    const car = await Car.findOne({ name: 'far' });
    car?.set('price', '6.00');
    await car?.save();
    expect(String((await Car.findOne({ name: 'far' }).lean())?.price)).toBe('6.00');
  });

  it('runs transactions', async () => {
    const Account = connection.model('Account', new Schema({ _id: String, balance: Number }));
    await Account.create({ _id: 'a', balance: 10 });
    await expect(
      connection.transaction(async (session) => {
        await Account.updateOne({ _id: 'a' }, { $inc: { balance: -5 } }, { session });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await connection.transaction(async (session) => {
      await Account.updateOne({ _id: 'a' }, { $inc: { balance: -3 } }, { session });
    });
    expect((await Account.findById('a').lean())?.balance).toBe(7);
  });

  it('watches', async () => {
    const Item = connection.model('Item', new Schema({ n: Number }));
    await Item.createCollection();
    const stream = Item.watch();
    const change = new Promise<{ operationType: string; fullDocument: { n: number } }>((resolve) =>
      stream.once('change', resolve),
    );
    await new Promise((resolve) => stream.once('ready', resolve));
    await stream.tryNext?.().catch(() => {});
    await Item.create({ n: 1 });
    expect(await change).toMatchObject({ operationType: 'insert', fullDocument: { n: 1 } });
    await stream.close();
  });
});
